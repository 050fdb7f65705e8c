package dev.tagwright.host.contract;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.FilingDelta;
import dev.tagwright.api.host.FilingOutcome;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.Filings;
import dev.tagwright.host.documents.Grounds;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lets people decide on the pages of plugins, with the rights that they have on the host's own. */
@Component
class StoredFiling implements Filing {

    private static final int MOST_PICTURES = 50;

    private final People people;
    private final Documents documents;
    private final Filings filings;
    private final StoredCorpus corpus;
    private final DocumentSearch search;
    private final Sight sight;
    private final String root;

    StoredFiling(
            People people,
            Documents documents,
            Filings filings,
            StoredCorpus corpus,
            DocumentSearch search,
            Sight sight,
            @Value("${server.servlet.context-path:}") String root) {
        this.people = people;
        this.documents = documents;
        this.filings = filings;
        this.corpus = corpus;
        this.search = search;
        this.sight = sight;
        this.root = root;
    }

    private Optional<Person> person(Caller caller) {
        return people.find(caller.user()).filter(Person::isActive);
    }

    @Override
    public Set<DocumentId> visible(Caller caller, Collection<DocumentId> ids) {
        Optional<Person> person = person(caller);
        if (person.isEmpty() && !caller.isHost()) {
            return Set.of();
        }
        return sight.of(
                person.filter(one -> one.getRole() != Role.ADMINISTRATOR)
                        .map(Person::getId)
                        .orElse(null),
                ids);
    }

    @Override
    public List<Sheet> sheets(Caller caller, List<DocumentId> ids) {
        Optional<Person> person = person(caller);
        return documents.find(ids.stream().map(DocumentId::value).toList()).stream()
                .filter(document -> caller.isHost()
                        || person.map(one -> Documents.mayView(one, document)).orElse(false))
                .map(document -> sheet(document, person.orElse(null)))
                .toList();
    }

    private Sheet sheet(Document document, @Nullable Person person) {
        long id = document.getId();
        int pages = Math.max(1, Math.min(MOST_PICTURES, Objects.requireNonNullElse(document.getPageCount(), 1)));
        return new Sheet(
                document.documentId(),
                document.getTitle(),
                document.getCreatedOn(),
                document.isInInbox(),
                person == null || Documents.mayChange(person, document),
                root + "/documents/" + id,
                IntStream.rangeClosed(1, pages)
                        .mapToObj(page -> root + "/api/documents/" + id + "/pages/" + page + "/image")
                        .toList());
    }

    @Override
    public List<PageWords> words(Caller caller, DocumentId id) {
        Map<Integer, List<Extraction.Word>> known =
                visible(caller, List.of(id)).isEmpty() ? Map.of() : documents.words(id.value());
        List<PageWords> words = new ArrayList<>();
        int from = 0;
        List<Extraction.Page> pages = known.isEmpty() ? List.of() : documents.pages(id.value());
        for (Extraction.Page page : pages) {
            List<Extraction.Word> placed = known.get(page.number());
            if (placed != null) {
                words.add(new PageWords(page.number(), from, placed));
            }
            // a form feed between two pages
            from += page.characters() + 1;
        }
        boolean asRead = !words.isEmpty() && documents.text(id.value()).length() == from - 1;
        return asRead ? words : List.of();
    }

    @Override
    public List<DocumentId> alike(Caller caller, DocumentId id, int atMost) {
        Optional<Person> person = person(caller);
        Optional<Document> document = documents.find(id.value());
        if (person.isEmpty() || document.isEmpty() || !Documents.mayView(person.get(), document.get())) {
            return List.of();
        }
        List<DocumentId> found = search.similar(id.value(), documents.text(id.value()), person.get(), atMost).stream()
                .map(DocumentId::new)
                .toList();
        Set<DocumentId> visible = visible(caller, found);
        return found.stream().filter(visible::contains).toList();
    }

    @Override
    public FilingOutcome file(Caller caller, FilingDelta delta) {
        Optional<Person> person = person(caller);
        long id = delta.document().value();
        Optional<Document> document = documents.find(id);
        String hindrance = hindrance(person, document);
        if (hindrance != null) {
            return new FilingOutcome.Refused(hindrance);
        }
        if (!delta.create().isEmpty() && person.orElseThrow().getRole() != Role.ADMINISTRATOR) {
            return new FilingOutcome.Refused("Only an administrator may create labels.");
        }
        Map<Long, Grounds> add = new HashMap<>();
        delta.add().forEach((label, grounds) -> add.put(label.value(), grounds(delta, grounds)));
        Filings.Wish wish = new Filings.Wish(
                add,
                delta.refuse().stream().map(LabelId::value).toList(),
                delta.create().stream()
                        .map(label -> LabelDraft.auto(label.kind(), label.name()))
                        .toList(),
                delta.checked(),
                delta.neverClassify());
        try {
            return filings.file(id, delta.expectedVersion(), wish, actor(person.orElseThrow()))
                    .map(StoredFiling::done)
                    .orElseGet(() -> current(id));
        } catch (NoSuchDocument e) {
            return new FilingOutcome.Refused("There is no such document any more.");
        } catch (NoSuchLabel e) {
            return new FilingOutcome.Refused("There is no such label any more.");
        } catch (LabelRefused e) {
            return new FilingOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public FilingOutcome undo(Caller caller, long filing) {
        Optional<Person> person = person(caller);
        Optional<Document> document = filings.documentOf(filing).flatMap(documents::find);
        if (document.isEmpty()) {
            return new FilingOutcome.Refused("It was taken back before, or the document is gone.");
        }
        String hindrance = hindrance(person, document);
        if (hindrance != null) {
            return new FilingOutcome.Refused(hindrance);
        }
        try {
            return filings.undo(filing, actor(person.orElseThrow()))
                    .map(StoredFiling::done)
                    .orElseGet(() -> new FilingOutcome.Refused(
                            "Somebody changed the same labels of the document since; what stands there now stays."));
        } catch (NoSuchDocument e) {
            return new FilingOutcome.Refused("It was taken back before, or the document is gone.");
        }
    }

    private static @Nullable String hindrance(Optional<Person> person, Optional<Document> document) {
        if (person.isEmpty() || document.isEmpty() || !Documents.mayView(person.get(), document.get())) {
            return "There is no such document.";
        }
        return Documents.mayChange(person.get(), document.get()) ? null : "You may not change this document.";
    }

    private FilingOutcome current(long id) {
        return documents
                .find(id)
                .<FilingOutcome>map(document -> new FilingOutcome.Conflict(corpus.toHostDocument(document)))
                .orElseGet(() -> new FilingOutcome.Refused("There is no such document any more."));
    }

    private static Actor actor(Person person) {
        return Actor.person(person.getName());
    }

    private static FilingOutcome done(Filings.Filed filed) {
        return new FilingOutcome.Done(filed.filing(), filed.version(), filed.touched());
    }

    private static Grounds grounds(FilingDelta delta, AssignmentDelta.Grounds given) {
        return new Grounds(
                delta.snapshot().isEmpty() ? null : delta.snapshot(),
                given.probability(),
                given.threshold(),
                given.reason().length() > 2000 ? given.reason().substring(0, 2000) : given.reason(),
                null);
    }
}
