package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.SimilarDocuments;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Similar documents by the host's engine where it can tell, else by the vectors that the plugin has in memory. */
class NeighboursByHostTest {

    private static final String QUOTE =
            "Devis pour la réparation de la toiture. Prix des travaux 4 200 euros, offre valable trois mois.";
    private static final String PAYSLIP =
            "Monthly payslip of the employee: gross wages, income tax withheld, net pay transferred.";
    private static final int LENGTH = 384;

    @TempDir
    Path folder;

    /** Looks at every vector. */
    private static final class Engine implements SimilarDocuments {

        final Map<DocumentId, float[]> vectors = new ConcurrentHashMap<>();
        final AtomicInteger asked = new AtomicInteger();
        volatile boolean away;
        volatile @Nullable TestHost host;

        @Override
        public int vectorLength() {
            return LENGTH;
        }

        @Override
        public void keep(String model, Map<DocumentId, float[]> given) {
            assertThat(model).hasSizeLessThanOrEqualTo(200);
            vectors.putAll(given);
        }

        @Override
        public Optional<List<Evidence.Similar>> nearest(
                String model, float[] vector, @Nullable LabelId label, int atMost) {
            asked.incrementAndGet();
            if (away) {
                return Optional.empty();
            }
            return Optional.of(vectors.entrySet().stream()
                    .filter(one ->
                            label == null || host.look(one.getKey()).labels().containsKey(label))
                    .map(one -> new Evidence.Similar(one.getKey(), product(one.getValue(), vector)))
                    .sorted(Comparator.comparingDouble(Evidence.Similar::similarity)
                            .reversed())
                    .limit(atMost)
                    .toList());
        }

        private static double product(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }

    @Test
    void bothNameTheSameDocuments() throws Exception {
        Engine engine = new Engine();
        TestHost host = new TestHost(folder) {
            @Override
            public Optional<SimilarDocuments> similarDocuments() {
                return Optional.of(engine);
            }
        };
        engine.host = host;
        host.settings.put("embedding.model", "auto");
        LabelId quote = host.autoTag("devis");
        LabelId pay = host.autoTag("pay");
        for (int i = 0; i < 12; i++) {
            host.document(QUOTE + " Chantier " + i, quote);
            host.document(PAYSLIP + " Month " + i, pay);
        }
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            plugin.start(host);
            plugin.train(new TrainingRequest(Caller.HOST, false, false));
            Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
            Wait.until("the host has the vectors of all filed documents", () -> engine.vectors.size() == 24);
            DocumentId document = host.document(QUOTE + " Chantier 99");

            List<DocumentId> byHost = near(plugin, document, quote);
            assertThat(byHost).hasSize(5).doesNotContain(document).allMatch(id -> host.look(id)
                    .labels()
                    .containsKey(quote));
            assertThat(engine.asked).hasPositiveValue();

            engine.away = true;
            Wait.until("the plugin's own vectors answer", () -> near(plugin, document, quote)
                    .equals(byHost));
        }
    }

    private static List<DocumentId> near(TagwrightPlugin plugin, DocumentId document, LabelId label) {
        return plugin.suggest(document, TestHost.ADMINISTRATOR).suggestions().stream()
                .filter(suggestion -> suggestion.label().equals(label))
                .flatMap(suggestion -> suggestion.evidence().similar().stream())
                .map(Evidence.Similar::document)
                .toList();
    }
}
