package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class RefusedSuggestionTest {

    private static final Actor ANNA = Actor.person("anna");
    private static final Actor MACHINE = Actor.plugin("sample");

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private Labels labels;

    private long document() throws IOException {
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        Received received = store.receive(new ByteArrayInputStream(bytes), 1_000);
        return documents
                .add(received, new NewDocument("", "a.txt", "text/plain", null, null, ANNA, Set.of(), false))
                .getId();
    }

    private long tag() {
        return labels.create(LabelDraft.auto(LabelKind.TAG, "tag " + UUID.randomUUID()))
                .getId();
    }

    @Test
    void noMachinePutsOnWhatAPersonRefused() throws IOException {
        long document = document();
        long tag = tag();
        long before = documents.find(document).orElseThrow().getVersion();

        documentLabels.refuse(document, tag, ANNA);

        LabelChange offered = documentLabels.offer(document, Map.of(tag, Grounds.NONE), MACHINE);
        assertThat(offered.added()).isEmpty();
        assertThat(offered.leftOut().values()).containsExactly("A person took this label off the document.");
        assertThat(documents.find(document).orElseThrow().getVersion()).isGreaterThan(before);
        DocumentChange line = documents.history(document).get(0);
        assertThat(line.getReason()).isEqualTo("It was suggested and refused.");
        assertThat(line.getActor()).isEqualTo("anna");
    }

    @Test
    void refusingTwiceIsRefusingOnce() throws IOException {
        long document = document();
        long tag = tag();
        documentLabels.refuse(document, tag, ANNA);
        int lines = documents.history(document).size();

        documentLabels.refuse(document, tag, ANNA);

        assertThat(documents.history(document)).hasSize(lines);
    }

    @Test
    void aLabelThatIsThereIsTakenOff() throws IOException {
        long document = document();
        long tag = tag();
        documentLabels.offer(document, Map.of(tag, Grounds.NONE), MACHINE);

        documentLabels.refuse(document, tag, ANNA);

        assertThat(documentLabels.of(document)).isEmpty();
        assertThat(documentLabels.removals(document)).hasSize(1);
    }

    @Test
    void aPersonMayThinkBetterOfIt() throws IOException {
        long document = document();
        long tag = tag();
        documentLabels.refuse(document, tag, ANNA);

        documentLabels.change(document, List.of(tag), List.of(), ANNA);

        assertThat(documentLabels.of(document)).hasSize(1);
        assertThat(documentLabels.removals(document)).isEmpty();
    }

    @Test
    void aRefusalIsTakenBackAndMachinesMayPutTheLabelOnAgain() throws IOException {
        long document = document();
        long tag = tag();
        documentLabels.refuse(document, tag, ANNA);

        documentLabels.allow(document, tag, ANNA);

        assertThat(documentLabels.removals(document)).isEmpty();
        DocumentChange line = documents.history(document).get(0);
        assertThat(line.getWhat()).isEqualTo(DocumentChange.What.LABEL_ALLOWED);
        assertThat(documentLabels
                        .offer(document, Map.of(tag, Grounds.NONE), MACHINE)
                        .added())
                .hasSize(1);
        int lines = documents.history(document).size();
        documentLabels.allow(document, tag, ANNA);
        assertThat(documents.history(document)).hasSize(lines);
    }

    @Test
    void aLabelThatDoesNotExistCannotBeRefused() throws IOException {
        long document = document();

        assertThatThrownBy(() -> documentLabels.refuse(document, 999_999, ANNA)).isInstanceOf(NoSuchLabel.class);
    }
}
