package dev.tagwright.host.contract;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.labels.StoredLabel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The host's documents as plugins see them. The pass over the training documents goes in pages of {@value #PAGE}
 * documents by rising numbers, two queries a page, and holds the text of one document at a time.
 */
@Component
class StoredCorpus implements Corpus {

    static final int PAGE = 500;
    private static final int FETCH = 32;

    private static final String TRAINING = "deleted_at is null and in_inbox = false";
    private static final String IN_INBOX = " and in_inbox = true";
    private static final String HEADS = "select d.id, d.version, d.never_classify, l.label_id, l.kind, l.origin"
            + " from (select id, version, never_classify from document where " + TRAINING
            + " and id > ? order by id fetch first " + PAGE + " rows only) d"
            + " left join document_label l on l.document_id = d.id order by d.id, l.label_id";
    private static final String TEXTS = "select t.document_id, t.content from document_text t join document d"
            + " on d.id = t.document_id where d.deleted_at is null and d.in_inbox = false"
            + " and t.document_id between ? and ? order by t.document_id";

    private final Changes changes;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final ArrivalRules rules;
    private final JdbcTemplate jdbc;
    private final DataSource pool;

    StoredCorpus(
            Changes changes,
            Documents documents,
            DocumentLabels documentLabels,
            ArrivalRules rules,
            JdbcTemplate jdbc,
            DataSource pool) {
        this.changes = changes;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.rules = rules;
        this.jdbc = jdbc;
        this.pool = pool;
    }

    @Override
    public ChangeMark latestChange() {
        return changes.latest();
    }

    @Override
    public Map<LabelKind, List<Long>> autoLabels() {
        Map<LabelKind, List<Long>> found = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            found.put(kind, new ArrayList<>());
        }
        jdbc.query("select kind, id from label where algorithm = 'AUTO' order by kind, id", row -> {
            Objects.requireNonNull(found.get(LabelKind.valueOf(row.getString(1))))
                    .add(row.getLong(2));
        });
        found.replaceAll((kind, ids) -> List.copyOf(ids));
        return found;
    }

    @Override
    public long countTrainingDocuments() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from document where " + TRAINING, Long.class));
    }

    /** Uses a connection of its own, so that the visitor may call the host on the same thread. */
    @Override
    public void forEachTrainingDocument(Predicate<HostDocument> visitor) {
        long last = 0;
        boolean more = true;
        while (more) {
            try (Connection connection = pool.getConnection()) {
                // PostgreSQL streams only inside a transaction
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                try {
                    Map<Long, Head> heads = heads(connection, last);
                    more = heads.size() == PAGE;
                    for (long id : heads.keySet()) {
                        last = id;
                    }
                    more &= heads.isEmpty() || visit(connection, heads, last, visitor);
                } finally {
                    connection.rollback();
                    connection.setReadOnly(false);
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the documents could not be read from the database", e);
            }
        }
    }

    private static Map<Long, Head> heads(Connection connection, long after) throws SQLException {
        Map<Long, Head> heads = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HEADS)) {
            statement.setLong(1, after);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    Head head = heads.get(id);
                    if (head == null) {
                        head = new Head(row.getLong(2), row.getBoolean(3), new HashMap<>());
                        heads.put(id, head);
                    }
                    String kind = row.getString(5);
                    if (kind != null) {
                        head.labels.put(
                                new LabelId(LabelKind.valueOf(kind), row.getLong(4)), Origin.valueOf(row.getString(6)));
                    }
                }
            }
        }
        return heads;
    }

    private static boolean visit(
            Connection connection, Map<Long, Head> heads, long last, Predicate<HostDocument> visitor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TEXTS)) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, heads.keySet().iterator().next());
            statement.setLong(2, last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    Head head = heads.get(id);
                    // one that came out of the inbox after its head was read has a change after the mark
                    if (head != null && !visitor.test(head.document(id, row.getString(2)))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<HostDocument> document(DocumentId id) {
        return documents.find(id.value()).map(this::toHostDocument);
    }

    @Override
    public List<DocumentId> documents(long after, int atMost, boolean onlyInInbox) {
        return jdbc.query(
                "select id from document where deleted_at is null" + (onlyInInbox ? IN_INBOX : "")
                        + " and id > ? order by id fetch first " + atMost + " rows only",
                (row, number) -> new DocumentId(row.getLong(1)),
                after);
    }

    @Override
    public List<DocumentId> carrying(LabelId label, long after, int atMost) {
        return jdbc.query(
                "select l.document_id from document_label l join document d on d.id = l.document_id where l.label_id = ?"
                        + " and l.document_id > ? and d.deleted_at is null order by l.document_id fetch first " + atMost
                        + " rows only",
                (row, number) -> new DocumentId(row.getLong(1)),
                label.value(),
                after);
    }

    @Override
    public long countDocuments(boolean onlyInInbox) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from document where deleted_at is null" + (onlyInInbox ? IN_INBOX : ""), Long.class));
    }

    @Override
    public Set<LabelId> ruleMatches(DocumentId id) {
        if (documents.find(id.value()).isEmpty()) {
            return Set.of();
        }
        return rules.matching(documents.text(id.value())).stream()
                .map(StoredLabel::labelId)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<LabelId> refusedLabels(DocumentId id) {
        return Set.copyOf(jdbc.query(
                "select l.kind, l.id from label_removal r join label l on l.id = r.label_id where r.document_id = ?",
                (row, number) -> new LabelId(LabelKind.valueOf(row.getString(1)), row.getLong(2)),
                id.value()));
    }

    HostDocument toHostDocument(Document document) {
        Map<LabelId, Origin> labels = new HashMap<>();
        for (DocumentLabel label : documentLabels.of(document.getId())) {
            labels.put(label.label(), label.getOrigin());
        }
        return new HostDocument(
                document.documentId(),
                document.getVersion(),
                documents.text(document.getId()),
                labels,
                document.isNeverClassify());
    }

    /** What is known of a document before its text is read. */
    private record Head(long version, boolean neverClassify, Map<LabelId, Origin> labels) {

        HostDocument document(long id, String text) {
            return new HostDocument(new DocumentId(id), version, text, labels, neverClassify);
        }
    }
}
