package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.DocumentNotes;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Documents of people, an index of them, and questions to it. */
abstract class SearchWorld {

    @Autowired
    DocumentSearch search;

    @Autowired
    Documents documents;

    @Autowired
    DocumentLabels documentLabels;

    @Autowired
    DocumentStore store;

    @Autowired
    Labels labels;

    @Autowired
    DocumentNotes notes;

    @Autowired
    Completions completions;

    @Autowired
    DocumentVectors vectors;

    @Autowired
    People people;

    Person admin;

    /** A word that no other test's documents have. */
    final String mine = "x" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @BeforeEach
    void somebody() {
        admin = person(Role.ADMINISTRATOR);
    }

    Person person(Role role) {
        return people.create("p" + UUID.randomUUID().toString().substring(0, 8), "a long password 123", role);
    }

    long add(String title, String text, @Nullable Person owner, Long... given) throws Exception {
        byte[] bytes = (title + text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 10_000_000),
                new NewDocument(
                        title,
                        "scan.txt",
                        "text/plain",
                        null,
                        owner == null ? null : owner.getId(),
                        Actor.person("anna"),
                        Set.of(given),
                        false));
        documents.recordReading(
                added.getId(),
                new Reading(ReadState.READ, "", "text/plain", text + " " + mine, List.of(), null),
                Actor.person("anna"));
        return added.getId();
    }

    static void until(BooleanSupplier fulfilled) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!fulfilled.getAsBoolean()) {
            assertThat(Instant.now()).as("waited for 60 s").isBefore(end);
            assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    void settled() throws InterruptedException {
        until(() -> search.state().equals(new SearchState(SearchState.State.READY, 0, "")));
    }

    List<Long> found(String typed) {
        return found(typed, admin);
    }

    List<Long> found(String typed, Person person) {
        return search
                .find(mine + " " + typed, person, DocumentFilter.present().visibleTo(person), null, 1, 100)
                .documents()
                .stream()
                .map(Document::getId)
                .toList();
    }
}
