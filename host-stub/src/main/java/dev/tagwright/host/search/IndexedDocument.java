package dev.tagwright.host.search;

import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.search.engine.backend.types.Aggregable;
import org.hibernate.search.engine.backend.types.Highlightable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.engine.backend.types.VectorSimilarity;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.VectorField;
import org.jspecify.annotations.Nullable;

/**
 * A document as the index holds it. Labels are held by number: a label that is renamed needs no new index.
 *
 * <p>Whoever changes a field here raises {@link SearchIndex#FORMAT}, and every host builds its index anew.
 */
@SearchEntity(name = SearchIndex.NAME)
@Indexed(index = SearchIndex.NAME)
final class IndexedDocument {

    /** Stands for all people, among those who may see a document. */
    static final long EVERYBODY = 0;

    /** Of a longer text the beginning is indexed, in characters. */
    static final int LONGEST = 1_000_000;

    /** A value, too, because an index cannot sort by what names its documents. */
    @DocumentId
    @GenericField(name = SearchIndex.NUMBER, sortable = Sortable.YES)
    private final long id;

    @FullTextField(analyzer = SearchIndex.WORDS, highlightable = Highlightable.PLAIN)
    @KeywordField(name = SearchIndex.TITLE_ORDER, normalizer = SearchIndex.LETTERS, sortable = Sortable.YES)
    private final String title;

    @FullTextField(analyzer = SearchIndex.WORDS)
    private final String name;

    @FullTextField(analyzer = SearchIndex.WORDS, highlightable = Highlightable.PLAIN)
    private final String content;

    @FullTextField(analyzer = SearchIndex.WORDS, highlightable = Highlightable.PLAIN)
    private final List<String> notes;

    /** Of all words in title, text and notes; by them a few letters find documents without asking for each word so begun. */
    @KeywordField
    private final Set<String> beginnings;

    @GenericField(aggregable = Aggregable.YES)
    private final Set<Long> labels;

    @GenericField
    private final Set<Long> viewers;

    @GenericField
    private final boolean inbox;

    @GenericField(sortable = Sortable.YES)
    private final LocalDate created;

    @GenericField
    private final LocalDate added;

    @GenericField(sortable = Sortable.YES)
    private final Instant modified;

    /** The model that made the vector. */
    @KeywordField
    private final @Nullable String model;

    @VectorField(dimension = DocumentVectors.LENGTH, vectorSimilarity = VectorSimilarity.COSINE)
    private final float @Nullable [] vector;

    IndexedDocument(
            Document document,
            String content,
            List<String> notes,
            List<DocumentLabel> labels,
            DocumentVectors.@Nullable Kept vector) {
        this.id = document.getId();
        this.title = Writing.plain(document.getTitle());
        this.name = Writing.plain(document.getOriginalName());
        this.content = Writing.plain(content.length() > LONGEST ? content.substring(0, LONGEST) : content);
        this.notes = notes.stream().map(Writing::plain).toList();
        List<String> texts = new ArrayList<>(this.notes);
        texts.add(this.title);
        texts.add(this.content);
        this.beginnings = Words.beginnings(texts);
        this.labels =
                new TreeSet<>(labels.stream().map(DocumentLabel::getLabelId).toList());
        this.viewers = viewers(document);
        this.inbox = document.isInInbox();
        this.created = document.getCreatedOn();
        this.added = LocalDate.ofInstant(document.getAddedAt(), ZoneOffset.UTC);
        this.modified = document.getModifiedAt();
        this.model = vector == null ? null : vector.model();
        this.vector = vector == null ? null : vector.vector();
    }

    private static Set<Long> viewers(Document document) {
        Long owner = document.getOwnerId();
        if (owner == null) {
            return Set.of(EVERYBODY);
        }
        Set<Long> viewers = new TreeSet<>(document.getShares().keySet());
        viewers.add(owner);
        return viewers;
    }
}
