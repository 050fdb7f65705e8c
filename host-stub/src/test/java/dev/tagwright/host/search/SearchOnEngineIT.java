package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.SearchNode;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.labels.LabelDraft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on a real OpenSearch node, and what happens while it is away. */
@EnabledIf(
        value = "dev.tagwright.host.SearchNode#isLaidReady",
        disabledReason = "no search node was laid ready: run mvn -Pe2e verify")
@SpringBootTest(properties = {"tagwright.search.look=50ms", "tagwright.search.ranked=" + SearchSuite.RANKED})
@ContextConfiguration(initializers = TestHost.class)
@DirtiesContext
class SearchOnEngineIT extends SearchSuite {

    private static SearchNode node;

    @Autowired
    private Ingest ingest;

    @DynamicPropertySource
    static void engine(DynamicPropertyRegistry registry) throws IOException {
        node = SearchNode.start(Path.of("target", "it", UUID.randomUUID().toString()));
        registry.add("tagwright.search.engine", node::address);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void whileTheEngineIsAwayDocumentsAreStoredAndFiledAndTheIndexCatchesUpByItself() throws Exception {
        long boiler = labels.create(LabelDraft.auto(LabelKind.TAG, "Boiler " + mine)
                        .withRule(MatchingAlgorithm.LITERAL, "boiler", true))
                .getId();
        long before = add("Before", "kettle", null);
        settled();
        node.close();

        Job job = ingest.submit(
                new ByteArrayInputStream(("The boiler leaks. " + mine).getBytes(StandardCharsets.UTF_8)),
                Arrival.upload("leak.txt", "anna"));
        Long arrived = job.document();
        assertThat(arrived).isNotNull();
        until(() -> documents.find(arrived).orElseThrow().getReadState() == ReadState.READ);
        until(() -> documentLabels.of(arrived).stream().anyMatch(label -> label.getLabelId() == boiler));
        until(() -> search.state().state() == SearchState.State.AWAY);
        SearchState away = search.state();
        assertThat(away.behind()).isPositive();
        assertThat(away.message())
                .isEqualTo("The search index cannot be used at the moment (SearchException); searches read the texts"
                        + " themselves, slowly. Documents are stored and filed as ever, and the index catches up by"
                        + " itself.");
        assertThat(found("leaks")).as("by the texts themselves").containsExactly(arrived);
        assertThat(found("kettle")).containsExactly(before);
        assertThat(search.counts(mine, admin)).as("only the index can count").isEmpty();

        node.start();
        settled();
        assertThat(found("boiler -kettle")).containsExactly(arrived);
        assertThat(search.counts(mine, admin)).containsEntry(boiler, 1L);
    }

    @Test
    void anEngineThatComesBackWithoutTheIndexIsFilledAnewByItself() throws Exception {
        long kept = add("Kept", "keepsake", null);
        settled();
        node.close();
        until(() -> search.state().state() == SearchState.State.AWAY);
        node.forget();
        node.start();
        settled();
        assertThat(search.passages("keepsake " + mine, admin, Set.of(kept))).containsOnlyKeys(kept);
    }
}
