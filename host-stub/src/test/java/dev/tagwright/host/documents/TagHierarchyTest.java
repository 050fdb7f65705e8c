package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** The numbers are those of the behaviours that the tests of paperless-ngx pin. */
@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class TagHierarchyTest {

    private static final Actor ANNA = Actor.person("anna");

    @Autowired
    private Labels labels;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private ArrivalRules rules;

    @Autowired
    private DocumentStore store;

    private StoredLabel tag(@Nullable StoredLabel parent) {
        return labels.create(LabelDraft.auto(LabelKind.TAG, "tag " + UUID.randomUUID())
                .withParent(parent == null ? null : parent.getId()));
    }

    private long document(Long... given) throws IOException {
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        return documents
                .add(
                        store.receive(new ByteArrayInputStream(bytes), 1_000),
                        new NewDocument("", "a.txt", "text/plain", null, null, ANNA, Set.of(given), false))
                .getId();
    }

    private List<Long> on(long document) {
        return documentLabels.of(document).stream()
                .map(DocumentLabel::getLabelId)
                .toList();
    }

    @Test
    @DisplayName("100: a nested tag brings its ancestors, and taking off a tag takes off those nested in it")
    void aChildBringsItsParentsAndGoesWithThem() throws IOException {
        StoredLabel top = tag(null);
        StoredLabel middle = tag(top);
        StoredLabel leaf = tag(middle);
        long document = document(leaf.getId());
        assertThat(on(document)).containsExactlyInAnyOrder(top.getId(), middle.getId(), leaf.getId());
        documentLabels.change(document, List.of(), List.of(middle.getId()), ANNA);
        assertThat(on(document)).containsExactly(top.getId());
        assertThat(documentLabels.removals(document))
                .extracting(LabelRemoval::getLabelId)
                .containsExactlyInAnyOrder(middle.getId(), leaf.getId());
    }

    @Test
    @DisplayName("100: a list of tags without a parent drops what is nested in it")
    void aListWithoutAParentDropsItsChildren() throws IOException {
        StoredLabel top = tag(null);
        StoredLabel leaf = tag(top);
        StoredLabel other = tag(null);
        long document = document(leaf.getId(), other.getId());
        documentLabels.setTags(document, List.of(leaf.getId(), other.getId()), ANNA);
        assertThat(on(document)).containsExactly(other.getId());
    }

    @Test
    @DisplayName("100: nesting a tag elsewhere puts its new ancestors on the documents that carry it")
    void reparentingFillsIn() throws IOException {
        StoredLabel leaf = tag(null);
        long document = document(leaf.getId());
        StoredLabel top = tag(null);
        StoredLabel middle = tag(top);
        long before = documents.find(document).orElseThrow().getVersion();
        labels.change(leaf.getId(), leaf.draft().withParent(middle.getId()));
        assertThat(on(document)).containsExactlyInAnyOrder(leaf.getId(), middle.getId(), top.getId());
        assertThat(documents.find(document).orElseThrow().getVersion()).isGreaterThan(before);
    }

    @Test
    @DisplayName("100: a tag cannot be nested in itself, in what is nested in it, or more than five deep")
    void unfitParentsAreRefused() {
        StoredLabel top = tag(null);
        StoredLabel two = tag(top);
        StoredLabel three = tag(two);
        StoredLabel four = tag(three);
        StoredLabel five = tag(four);
        assertThatThrownBy(() -> tag(five))
                .isInstanceOf(LabelRefused.class)
                .hasMessage("Tags can be nested 5 deep, this would be 6.");
        assertThatThrownBy(() -> labels.change(top.getId(), top.draft().withParent(top.getId())))
                .hasMessage("A tag cannot be nested in itself or in a tag that is nested in it.");
        assertThatThrownBy(() -> labels.change(top.getId(), top.draft().withParent(three.getId())))
                .hasMessage("A tag cannot be nested in itself or in a tag that is nested in it.");
        StoredLabel another = tag(null);
        assertThatThrownBy(() -> labels.change(
                        two.getId(), two.draft().withParent(tag(another).getId())))
                .hasMessage("Tags can be nested 5 deep, this would be 6.");
        assertThatThrownBy(() -> labels.create(
                        LabelDraft.auto(LabelKind.CORRESPONDENT, "nested").withParent(top.getId())))
                .hasMessage("Only tags can be nested or mark the inbox.");
    }

    @Test
    void deletingATagMovesItsChildrenUp() throws IOException {
        StoredLabel top = tag(null);
        StoredLabel middle = tag(top);
        StoredLabel leaf = tag(middle);
        long document = document(leaf.getId());
        labels.delete(middle.getId());
        assertThat(labels.find(leaf.getId()).orElseThrow().getParentId()).isEqualTo(top.getId());
        assertThat(on(document)).containsExactlyInAnyOrder(top.getId(), leaf.getId());
        assertThat(documentLabels.removals(document)).isEmpty();
        assertThatThrownBy(() -> labels.delete(middle.getId())).isInstanceOf(NoSuchLabel.class);
    }

    @Test
    void takingADocumentOutOfTheInboxConfirmsWhatStands() throws IOException {
        StoredLabel inbox = labels.create(
                LabelDraft.auto(LabelKind.TAG, "in " + UUID.randomUUID()).withInbox(true));
        StoredLabel guessed = tag(null);
        StoredLabel ruled = tag(null);
        long document = document(inbox.getId());
        documentLabels.change(document, List.of(guessed.getId()), List.of(), Actor.plugin("p"));
        documentLabels.change(document, List.of(ruled.getId()), List.of(), Actor.rules());
        assertThat(documents.find(document).orElseThrow().isInInbox()).isTrue();
        documentLabels.change(document, List.of(), List.of(inbox.getId()), ANNA);
        assertThat(documents.find(document).orElseThrow().isInInbox()).isFalse();
        assertThat(documentLabels.of(document)).hasSize(2).allSatisfy(label -> {
            assertThat(label.getOrigin()).isEqualTo(Origin.PERSON);
            assertThat(label.getSetBy()).isEqualTo("anna");
        });
        assertThat(documents.history(document))
                .filteredOn(line -> line.getWhat() == DocumentChange.What.LABEL_CONFIRMED)
                .hasSize(2);
    }

    @Test
    void aTagThatBecomesAnInboxTagCountsAtOnce() throws IOException {
        StoredLabel tag = tag(null);
        long document = document(tag.getId());
        labels.change(tag.getId(), tag.draft().withInbox(true));
        assertThat(documents.find(document).orElseThrow().isInInbox()).isTrue();
        labels.change(tag.getId(), tag.draft().withInbox(false));
        assertThat(documents.find(document).orElseThrow().isInInbox()).isFalse();
    }

    @Test
    @DisplayName("85 to 88: rules put matching tags and the first matching correspondent on, and leave the rest alone")
    void rulesPutOnWhatMatches() throws IOException {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        long matching = rule(LabelKind.TAG, "m " + word, word);
        long other = rule(LabelKind.TAG, "n " + word, "elsewhere" + word);
        long second = rule(LabelKind.CORRESPONDENT, "b " + word, word);
        long first = rule(LabelKind.CORRESPONDENT, "a " + word, word);
        long document = document();
        documents.recordReading(
                document, new Reading(ReadState.READ, "", null, "from " + word, List.of(), null), Actor.rules());
        LabelChange change = rules.apply(document);
        assertThat(on(document)).containsExactlyInAnyOrder(matching, first).doesNotContain(other, second);
        assertThat(change.leftOut().values()).containsExactly("The document already has a value of this kind.");
        assertThat(documentLabels.of(document))
                .allMatch(label -> label.getOrigin() == Origin.RULE
                        && label.getReason().equals("Its rule (ANY) matches the text."));
        long filed = document(second);
        documents.recordReading(
                filed, new Reading(ReadState.READ, "", null, "from " + word, List.of(), null), Actor.rules());
        rules.apply(filed);
        assertThat(on(filed))
                .as("a field that is set stays")
                .contains(second, matching)
                .doesNotContain(first);
    }

    private long rule(LabelKind kind, String name, String match) {
        return labels.create(LabelDraft.auto(kind, name).withRule(MatchingAlgorithm.ANY, match, true))
                .getId();
    }

    @Test
    void badLabelsAreRefusedWithAReason() {
        assertRefused(LabelDraft.auto(LabelKind.TAG, " "), "name", "A name has from 1 to 128 characters.");
        assertRefused(
                LabelDraft.auto(LabelKind.TAG, "a\nb"), "name", "A name has no control characters and no line breaks.");
        assertRefused(
                LabelDraft.auto(LabelKind.TAG, "a").withColour("red"),
                "colour",
                "A colour is written as # and six digits from 0 to f.");
        assertRefused(
                LabelDraft.auto(LabelKind.STORAGE_PATH, "a").withTemplate("../{title}"),
                "template",
                "No part of a template between two / is empty, . or ..");
        assertRefused(
                LabelDraft.auto(LabelKind.STORAGE_PATH, "a").withTemplate("/etc/{title}"),
                "template",
                "A template does not begin with / and has no \\ and no control characters.");
        assertRefused(
                LabelDraft.auto(LabelKind.STORAGE_PATH, "a").withTemplate("{title}/{titel}"),
                "template",
                "A template knows the fields {id}, {title}, {correspondent}, {document_type}, {storage_path},"
                        + " {tag_list}, {owner}, {original_name}, {created}, {created_year}, {created_month},"
                        + " {created_day}, {added}, {added_year}, {added_month}, {added_day}.");
        assertRefused(
                LabelDraft.auto(LabelKind.STORAGE_PATH, "a").withTemplate("a/{title"),
                "template",
                "Each { in a template needs a field and a }.");
        assertRefused(
                LabelDraft.auto(LabelKind.TAG, "a").withTemplate("a"),
                "template",
                "Only a storage path has a template.");
    }

    private void assertRefused(LabelDraft draft, String field, String message) {
        assertThatThrownBy(() -> labels.create(draft))
                .isInstanceOfSatisfying(LabelRefused.class, refused -> assertThat(refused.field())
                        .isEqualTo(field))
                .hasMessage(message);
    }
}
