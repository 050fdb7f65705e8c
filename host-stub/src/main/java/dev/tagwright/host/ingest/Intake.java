package dev.tagwright.host.ingest;

import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.DuplicateDocument;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.FileRefused;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.users.People;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first stage: bytes into a stored document. The bytes are on the disk for good before the one transaction that writes
 * the document and its job; so a process that ends at any moment leaves either nothing that anybody was told of, or both.
 */
final class Intake {

    private final IngestSettings settings;
    private final Jobs jobs;
    private final JobFiles files;
    private final Documents documents;
    private final DocumentStore store;
    private final People people;
    private final TransactionTemplate transaction;
    private final IngestTally tally;
    private final Wakeup work;

    Intake(
            IngestSettings settings,
            Jobs jobs,
            JobFiles files,
            Documents documents,
            DocumentStore store,
            People people,
            TransactionTemplate transaction,
            IngestTally tally,
            Wakeup work) {
        this.settings = settings;
        this.jobs = jobs;
        this.files = files;
        this.documents = documents;
        this.store = store;
        this.people = people;
        this.transaction = transaction;
        this.tally = tally;
        this.work = work;
    }

    IngestTally tally() {
        return tally;
    }

    /**
     * Takes a stream.
     *
     * @return the queued job, or a refused one that points to the document with the same bytes
     * @throws DocumentRefused if the file is empty, too large or of a kind that cannot be read
     */
    Job take(InputStream in, Arrival arrival) throws IOException {
        return add(receive(in), arrival, null, null);
    }

    /**
     * Takes a file of the consume folder; whatever is wrong with it is told by a refused job.
     *
     * @param key names the file as it is
     */
    Job take(Path file, Arrival arrival, String key) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return add(receive(in), arrival, file.toString(), key);
        } catch (DocumentRefused e) {
            return jobs.refused(arrival, String.valueOf(e.getMessage()), null, key);
        }
    }

    private Received receive(InputStream in) throws IOException {
        long open = jobs.open();
        if (open >= settings.mostOpen()) {
            throw new QueueFull(open);
        }
        try {
            return store.receive(in, settings.largest().toBytes());
        } catch (FileRefused e) {
            throw new DocumentRefused("file", String.valueOf(e.getMessage()));
        }
    }

    private Job add(Received received, Arrival arrival, @Nullable String sourceFile, @Nullable String sourceKey)
            throws IOException {
        String mediaType;
        try {
            mediaType = FileKinds.of(received.file(), arrival.fileName());
        } catch (DocumentRefused e) {
            store.discard(received.file());
            tally.count(IngestTally.What.REFUSED);
            throw e;
        }
        try {
            Job job = Objects.requireNonNull(
                    transaction.execute(status -> insert(received, mediaType, arrival, sourceFile, sourceKey)));
            tally.count(IngestTally.What.TAKEN);
            work.wake();
            return job;
        } catch (DuplicateDocument e) {
            store.discard(received.file());
            return duplicate(arrival, e, sourceKey);
        }
        // After any other fault the bytes stay among the arrivals: the commit may have come through all the same. What
        // no
        // document owns is swept at the next start.
    }

    private Job insert(
            Received received,
            String mediaType,
            Arrival arrival,
            @Nullable String sourceFile,
            @Nullable String sourceKey) {
        Document document = documents.add(
                received,
                new NewDocument(
                        arrival.title(),
                        arrival.fileName(),
                        mediaType,
                        arrival.createdOn(),
                        arrival.owner(),
                        arrival.actor(),
                        arrival.labels(),
                        arrival.toInbox()));
        if (sourceFile != null && sourceKey != null) {
            files.consumed(sourceFile, sourceKey);
        }
        return jobs.queued(arrival, document.getId(), document.isInInbox(), sourceKey);
    }

    private Job duplicate(Arrival arrival, DuplicateDocument same, @Nullable String sourceKey) {
        tally.count(IngestTally.What.REFUSED);
        return maySee(arrival.actor(), same.existing())
                ? jobs.refused(arrival, String.valueOf(same.getMessage()), same.existing(), sourceKey)
                : jobs.refused(
                        arrival, "The file is already stored, as a document that you may not see.", null, sourceKey);
    }

    private boolean maySee(Actor actor, long document) {
        return actor.origin() != Origin.PERSON
                || people.find(actor.name())
                        .flatMap(person ->
                                documents.findEvenDeleted(document).filter(found -> Documents.mayView(person, found)))
                        .isPresent();
    }

    /** Takes away what earlier processes left half-done and nobody was told of. To be called before any file comes. */
    int sweep() {
        int swept = 0;
        for (Path file : store.abandonedArrivals()) {
            if (!files.ownsArrival(file.getFileName().toString())) {
                store.discard(file);
                swept++;
            }
        }
        return swept;
    }
}
