package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A second model beside the usual one, in the whole plugin. It has the usual one's weights and puts another word before
 * documents, so that its vectors are its own.
 */
class LargerModelTest {

    private static final String QUOTE = RoutesTest.QUOTE;

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;

    @BeforeEach
    void set() throws Exception {
        Path model = Files.createDirectory(folder.resolve("larger"));
        ModelFiles.put(model);
        Files.writeString(model.resolve("embedding.properties"), "query=query: ");
        host = new TestHost(Files.createDirectory(folder.resolve("data")));
        host.settings.put("embedding.model", "auto");
        host.settings.put("escalation.model", model.toString());
        plugin = new TagwrightPlugin();
    }

    @AfterEach
    void close() throws Exception {
        if (served != null) {
            served.close();
        }
        plugin.close();
    }

    private void start() throws Exception {
        plugin.start(host);
        served = Served.of(plugin, folder);
        Wait.until(
                "the usual model answers",
                () -> served.asked("/api/model").get("available").asBoolean());
    }

    private Health.Part escalation() {
        return plugin.health().parts().stream()
                .filter(part -> part.name().equals("escalation"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitLarger() {
        Wait.until(
                "the larger model answers",
                () -> !served.asked("/api/model").get("larger").isNull());
        assertThat(escalation().message()).startsWith("Model larger answers: 384 dimensions");
    }

    private long askedOfLarger() {
        return served.asked("/api/model").get("escalation").get("larger").asLong();
    }

    @Test
    void itIsAskedWhereRoutesAreNotClearAndNeverAboutAMarkedDocument() throws Exception {
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Kind A");
        LabelId offer = host.auto(LabelKind.DOCUMENT_TYPE, "Kind B");
        LabelId roof = host.auto(LabelKind.CORRESPONDENT, "Roofs");
        host.describe(quote, "Un devis avec le prix des travaux.");
        host.describe(offer, "Un devis avec le prix des travaux.");
        host.describe(roof, QUOTE);
        host.describe(host.auto(LabelKind.CORRESPONDENT, "Wages"), "A monthly statement of wages.");
        start();
        awaitLarger();

        DocumentId document = host.document(QUOTE);
        assertThat(plugin.decide(document).suggestions())
                .extracting(Suggestion::label)
                .containsExactlyInAnyOrder(quote, offer, roof);
        JsonNode tally = served.asked("/api/model").get("escalation");
        assertThat(tally.get("larger").asLong()).as("documents, not kinds").isEqualTo(1);
        assertThat(tally.get("largerSeconds").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(tally.get("seconds").asDouble());

        DocumentId marked = host.document(QUOTE);
        served.json(200, "PUT", "/api/documents/" + marked.value() + "/never-escalate", "");
        plugin.decide(marked);
        assertThat(askedOfLarger()).isEqualTo(1);

        // the types are told apart by now; the sender is as clear as before
        host.describe(offer, "A monthly statement of wages.");
        host.describe(quote, QUOTE);
        plugin.decide(host.document(QUOTE));
        assertThat(askedOfLarger()).as("what is clear is not asked about").isEqualTo(1);
    }

    @Test
    void someExamplesOfEachDescribedLabelMoveItsRoutesAndTheirVectorsAreKept() throws Exception {
        LabelId quote = host.autoTag("devis");
        LabelId pay = host.autoTag("pay");
        host.describe(quote, "Un devis avec le prix des travaux.");
        List<String> quotes = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            quotes.add(QUOTE + " Chantier " + number);
            others.add("Monthly payslip of the employee, month " + number);
            host.document(quotes.get(number), quote);
            host.document(others.get(number), pay);
        }
        start();
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        awaitLarger();
        String digest = digest(served.asked("/api/model").get("digest").asString());
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            Wait.until("examples were looked at", () -> kept(store, digest, quotes) == 16);
            assertThat(kept(store, digest, others))
                    .as("of a label that nobody described")
                    .isZero();

            JsonNode job = served.json(202, "POST", "/api/jobs", "{\"kind\":\"re-embed\"}");
            String path = "/api/jobs/" + job.get("id").asLong();
            Wait.until("the job ends", () -> !served.asked(path).get("endedAt").isNull());
            assertThat(served.asked(path).get("state").asString()).isEqualTo("DONE");
            assertThat(kept(store, digest, quotes)).isEqualTo(16);
        }
    }

    /** Returns the digest of the model that is not the usual one, by which something was embedded. */
    private String digest(String usual) throws Exception {
        String[] found = {""};
        try (Connection connection = host.dataSource().getConnection();
                PreparedStatement asked = connection.prepareStatement("select model from tw_vector where model <> ?")) {
            asked.setString(1, usual);
            Wait.until("an example was embedded", () -> {
                try (ResultSet rows = asked.executeQuery()) {
                    found[0] = rows.next() ? rows.getString(1) : "";
                    return !found[0].isEmpty();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return found[0];
    }

    private static long kept(Store store, String digest, List<String> texts) {
        return LongStream.range(0, texts.size())
                .filter(at -> store.vectors().vector(digest, ContentKey.of(texts.get((int) at))) != null)
                .count();
    }

    @Test
    void whereItIsMissingHealthSaysSoAndTheUsualModelDecides() throws Exception {
        Path missing = folder.resolve("gone");
        host.settings.put("escalation.model", missing.toString());
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Kind A");
        LabelId offer = host.auto(LabelKind.DOCUMENT_TYPE, "Kind B");
        host.describe(quote, "Un devis avec le prix des travaux.");
        host.describe(offer, "Un devis avec le prix des travaux.");
        start();
        assertThat(plugin.decide(host.document(QUOTE)).suggestions())
                .extracting(Suggestion::label)
                .contains(quote);
        Wait.until("it is missed", () -> escalation().state() == Health.State.DEGRADED);
        assertThat(escalation().message())
                .isEqualTo("embedding model (" + missing + ") is not a folder. Maybe it was moved, or may not be read."
                        + " What routes leave open is decided without the larger model.");
        assertThat(askedOfLarger()).isZero();
        String before = plugin.suggestionState();

        ModelFiles.put(Files.createDirectory(missing));
        Wait.until(
                "it answers without another start", () -> escalation().message().contains(" answers: "));
        assertThat(plugin.suggestionState()).as("answers may be others now").isNotEqualTo(before);

        Files.delete(missing.resolve("model.onnx"));
        assertThat(escalation().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(escalation().message()).contains("It answers from memory and will be missed at the next start.");
    }
}
