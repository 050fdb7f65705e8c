package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.labels.LabelDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a plugin decides on what came in, and when it is left alone. */
class IngestDecisionTest extends IngestFixture {

    @Test
    void whatAPersonFiledByHandIsNotDecidedOn() throws Exception {
        long tag = label(LabelKind.TAG, MatchingAlgorithm.AUTO, "");
        Job job = rests(submit(text("filed"), Arrival.filedByHand("f.txt", "A title", null, "anna", Set.of(tag))));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        Document document = document(job);
        assertThat(document.getDecidedState()).isEqualTo(DecidedState.OFF);
        assertThat(document.getTitle()).isEqualTo("A title");
        assertThat(documentLabels.of(document.getId()))
                .extracting(DocumentLabel::getOrigin)
                .containsExactly(Origin.PERSON);
    }

    @Test
    void aDecisionThatWaitedIsMadeWhenAPluginComes() throws Exception {
        Job job = rests(submit(text("waits"), letter()));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        install(archive().plugin(""));
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedState()).isEqualTo(DecidedState.DECIDED);
        assertThat(document(job).getDecidedSnapshot()).isEqualTo("s1");
    }

    @Test
    void aDecisionWaitsForTheFirstSnapshot() throws Exception {
        Path learned = folder.resolve("learned");
        install(archive()
                .plugin("java.io.File learned = new java.io.File(\"" + learned + "\");"
                        + "public String suggestionState() { return learned.exists() ? \"s1\" : \"\"; }"
                        + "public Suggestions decide(DocumentId d) {"
                        + " return new Suggestions(d, 1, suggestionState(), List.of(), \"\"); }"));
        Job job = rests(submit(text("early"), letter()));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(job.message()).isEqualTo("The plugin has not learned anything yet.");
        Files.createFile(learned);
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedSnapshot()).isEqualTo("s1");
    }

    @Test
    void aLateDecisionIsNotMadeOnWhatAPersonFiledMeanwhile() throws Exception {
        long inbox = labels.create(LabelDraft.auto(LabelKind.TAG, "In " + UUID.randomUUID())
                        .withInbox(true))
                .getId();
        Job job = rests(submit(text("handled"), letter()));
        documentLabels.change(document(job).getId(), Set.of(), Set.of(inbox), Actor.person("anna"));
        install(archive().plugin(""));
        until("done", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
        assertThat(document(job).getDecidedState()).isEqualTo(DecidedState.OFF);
        assertThat(document(job).getDecidedReason()).isEqualTo("A person filed it before a plugin could decide.");
        labels.delete(inbox);
    }

    @Test
    void aPluginThatThrowsDoesNotFailTheIngestAndIsAskedAgainUntilTheJobIsParked() throws Exception {
        install(archive()
                .plugin("public Extraction extract(FileToRead f, PageProgress p) { throw new StackOverflowError(); }"
                        + "public Suggestions decide(DocumentId d) { throw new IllegalStateException(\"no\"); }"));
        Job job = submit(text("thrown"), letter());
        until("parked", () -> ingest.job(job.id()).orElseThrow().state() == JobState.PARKED);
        Job parked = ingest.job(job.id()).orElseThrow();
        assertThat(parked.attempts()).isEqualTo(2);
        assertThat(parked.stage()).isEqualTo(Stage.DECIDE);
        assertThat(parked.message())
                .isEqualTo("The plugin (sample) threw java.lang.IllegalStateException from decide.");
        assertThat(document(job).getReadState()).isEqualTo(ReadState.READ);

        install(archive().version("2.0").plugin(""));
        until(
                "version 2",
                () -> plugins.all().get(0).version().equals("2.0")
                        && plugins.classifier().isPresent());
        assertThat(ingest.retry(job.id())).isTrue();
        until("decided", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
    }
}
