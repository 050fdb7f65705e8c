package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.DOCUMENT_TYPE;
import static dev.tagwright.api.LabelKind.STORAGE_PATH;
import static dev.tagwright.api.LabelKind.TAG;
import static dev.tagwright.classifier.plugin.ReworkFixture.RENT;
import static dev.tagwright.classifier.plugin.ReworkFixture.everything;
import static dev.tagwright.classifier.plugin.ReworkFixture.overwriting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Wish;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the retagger of paperless-ngx (89 to 99) holds, and where ours differs on purpose. */
class RetagTest {

    @TempDir
    Path folder;

    private ReworkFixture archive;

    @BeforeEach
    void open() {
        archive = new ReworkFixture(folder);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private static Wish.Retag only(LabelKind kind, boolean overwrite, boolean useFirst) {
        return new Wish.Retag(Set.of(kind), false, overwrite, useFirst, 1, Long.MAX_VALUE);
    }

    // 91
    @Test
    void aPreviewSaysExactlyWhatWouldChangeAndChangesNothing() {
        archive.trained();
        DocumentId arrived = archive.host.document(RENT + " for march");
        long version = archive.host.look(arrived).version();
        Rework previewed = archive.preview(everything());
        assertThat(previewed.message()).isEqualTo("Would add 3, change 0 and take off 0 labels.");
        assertThat(archive.changes(previewed))
                .extracting(Change::onLabel)
                .containsExactlyInAnyOrder(archive.rent, archive.home, archive.landlord);
        assertThat(archive.host.look(arrived).version()).isEqualTo(version);
        assertThat(archive.labels(arrived)).isEmpty();
        assertThat(archive.host.applied).isEmpty();

        Rework done = archive.apply(previewed);
        assertThat(done.message()).isEqualTo("Done: 3 changes were made, 0 were left alone.");
        assertThat(archive.labels(arrived))
                .isEqualTo(Map.of(
                        archive.rent, Origin.PLUGIN, archive.home, Origin.PLUGIN, archive.landlord, Origin.PLUGIN));
        assertThat(archive.assignments(arrived))
                .allMatch(record -> record.run().equals(done.run()) && record.at() != null)
                .hasSize(3);
        assertThat(archive.preview(everything()).counts().planned()).isZero();
    }

    // 89
    @Test
    void tagsOfRulesAreAddedAndOthersLeft() {
        LabelId matching = archive.host.byRule(TAG, "car", "insurance");
        LabelId other = archive.host.label(TAG, "by hand", MatchingAlgorithm.NONE);
        DocumentId document = archive.host.document("the insurance of the car", other);
        archive.done(only(TAG, false, false));
        assertThat(archive.labels(document)).isEqualTo(Map.of(other, Origin.PERSON, matching, Origin.RULE));
    }

    // 90, in which paperless-ngx takes off the learned tag too
    @Test
    void overwritingTakesOffTagsOfRulesThatMatchNoMoreButNothingLearnedWhileNoSnapshotServes() {
        LabelId stale = archive.host.byRule(TAG, "car", "insurance");
        LabelId inbox = archive.host.label(TAG, "inbox", MatchingAlgorithm.ANY, null, true);
        LabelId noMatch = archive.host.label(TAG, "by hand", MatchingAlgorithm.NONE);
        DocumentId document = archive.host.document("a letter about something else");
        archive.host.carry(
                document,
                Map.of(stale, Origin.RULE, inbox, Origin.RULE, noMatch, Origin.RULE, archive.tax, Origin.PLUGIN));
        Rework done = archive.done(overwriting(TAG));
        assertThat(archive.labels(document)).containsOnlyKeys(inbox, noMatch, archive.tax);
        assertThat(done.counts().takeOff()).isEqualTo(1);
        assertThat(archive.preview(overwriting(TAG)).message())
                .isEqualTo("Would add 0, change 0 and take off 0 labels. No snapshot serves, so only rules were looked"
                        + " at, and nothing that is learned is taken off.");
    }

    @Test
    void overwritingTakesOffLearnedTagsThatWouldNotEvenBeSuggestedAndLeavesThoseOfPeople() {
        archive.trained();
        DocumentId wrong = archive.host.document(RENT + " for april");
        DocumentId byHand = archive.host.document(RENT + " for may");
        archive.host.carry(wrong, Map.of(archive.tax, Origin.PLUGIN));
        archive.host.carry(byHand, Map.of(archive.tax, Origin.PERSON));
        DocumentId garbled = archive.host.document("\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD");
        archive.host.carry(garbled, Map.of(archive.tax, Origin.PLUGIN));
        archive.done(overwriting(TAG));
        assertThat(archive.labels(wrong)).containsOnlyKeys(archive.rent, archive.home);
        assertThat(archive.labels(byHand)).containsKeys(archive.tax, archive.rent);
        assertThat(archive.labels(garbled)).containsOnlyKeys(archive.tax);
    }

    // 92, 93
    @Test
    void correspondentsAndTypesAreAssigned() {
        archive.trained();
        LabelId type = archive.host.byRule(DOCUMENT_TYPE, "statement", "yearly");
        DocumentId document = archive.host.document(RENT + " for june");
        archive.done(only(CORRESPONDENT, false, false));
        assertThat(archive.labels(document)).isEqualTo(Map.of(archive.landlord, Origin.PLUGIN));
        archive.done(only(DOCUMENT_TYPE, false, false));
        assertThat(archive.labels(document)).containsEntry(type, Origin.RULE);
    }

    // 94
    @Test
    void ofSeveralThatFitNoneIsAssignedUnlessTheFirstIsToBeUsed() {
        for (LabelKind kind : new LabelKind[] {CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH}) {
            archive.host.byRule(kind, "zebra", "ambiguous");
            LabelId first = archive.host.byRule(kind, "Ant", "ambiguous");
            DocumentId document = archive.host.document("an ambiguous letter " + kind);
            assertThat(archive.preview(only(kind, false, false)).counts().planned())
                    .isZero();
            archive.done(only(kind, false, true));
            assertThat(archive.labels(document)).containsOnlyKeys(first);
        }
    }

    // 95, 96: in paperless-ngx also what a person set is overwritten
    @Test
    void aValueIsSetWhereThereIsNoneAndReplacedOnlyWhenAskedAndNotAPersons() {
        LabelId path = archive.host.byRule(STORAGE_PATH, "cars", "insurance");
        LabelId old = archive.host.label(STORAGE_PATH, "old", MatchingAlgorithm.ANY);
        DocumentId empty = archive.host.document("the insurance one");
        DocumentId byMachine = archive.host.document("the insurance two");
        DocumentId byPerson = archive.host.document("the insurance three", old);
        archive.host.carry(byMachine, Map.of(old, Origin.RULE));
        archive.done(only(STORAGE_PATH, false, false));
        assertThat(archive.labels(empty)).containsOnlyKeys(path);
        assertThat(archive.labels(byMachine)).containsOnlyKeys(old);
        Rework done = archive.done(only(STORAGE_PATH, true, false));
        assertThat(done.counts().change()).isEqualTo(1);
        assertThat(archive.labels(byMachine)).containsOnlyKeys(path);
        assertThat(archive.labels(byPerson)).containsOnlyKeys(old);
    }

    // 97
    @Test
    void aRangeOfNumbersLimitsItAndAWrongOneIsRefused() {
        LabelId tag = archive.host.byRule(TAG, "car", "insurance");
        DocumentId before = archive.host.document("insurance one");
        DocumentId inside = archive.host.document("insurance two");
        DocumentId after = archive.host.document("insurance three");
        archive.done(new Wish.Retag(Set.of(TAG), false, false, false, inside.value(), inside.value()));
        assertThat(archive.labels(inside)).containsOnlyKeys(tag);
        assertThat(archive.labels(before)).isEmpty();
        assertThat(archive.labels(after)).isEmpty();
        assertThatThrownBy(() -> new Wish.Retag(Set.of(TAG), false, false, false, 7, 3))
                .hasMessage("documents from (7) to (3) must be numbers from 1 on, the second not below the first.");
    }

    // 98
    @Test
    void withoutAKindThereIsNothingToDo() {
        assertThatThrownBy(() -> new Wish.Retag(EnumSet.noneOf(LabelKind.class), false, false, false, 1, 2))
                .hasMessage("kinds (none) must name at least one of TAG, CORRESPONDENT, DOCUMENT_TYPE, STORAGE_PATH;"
                        + " there is nothing to retag.");
    }

    // 99
    @Test
    void onlyTheInboxIsLookedAtWhenAskedFor() {
        LabelId tag = archive.host.byRule(TAG, "car", "insurance");
        LabelId inbox = archive.host.label(TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        DocumentId waiting = archive.host.document("insurance one", inbox);
        DocumentId filed = archive.host.document("insurance two");
        Rework done = archive.done(new Wish.Retag(Set.of(TAG), true, false, false, 1, Long.MAX_VALUE));
        assertThat(archive.labels(waiting)).containsOnlyKeys(tag, inbox);
        assertThat(archive.labels(filed)).isEmpty();
        assertThat(done.counts().add()).isEqualTo(1);
    }

    @Test
    void whatAPersonTookOffIsNotEvenPreviewed() {
        LabelId tag = archive.host.byRule(TAG, "car", "insurance");
        DocumentId document = archive.host.document("insurance", tag);
        archive.host.takeOff(document, tag);
        assertThat(archive.preview(only(TAG, true, false)).counts().planned()).isZero();
    }

    @Test
    void aDocumentThatWasChangedSinceThePreviewIsLookedAtAnewAndLeftAloneIfItFitsNoMore() {
        LabelId tag = archive.host.byRule(TAG, "car", "insurance");
        DocumentId same = archive.host.document("insurance one");
        DocumentId other = archive.host.document("insurance two");
        DocumentId gone = archive.host.document("insurance three");
        Rework previewed = archive.preview(only(TAG, false, false));
        archive.host.edit(same, "insurance one, with a note");
        archive.host.edit(other, "something else");
        archive.host.delete(gone);
        Rework done = archive.apply(previewed);
        assertThat(archive.labels(same)).containsOnlyKeys(tag);
        assertThat(archive.labels(other)).isEmpty();
        assertThat(archive.left(done, other))
                .isEqualTo(Map.of(tag, "The document was changed since the preview, and it would not be done now."));
        assertThat(archive.left(done, gone)).isEqualTo(Map.of(tag, "There is no such document any more."));
        assertThat(done.counts().applied()).isEqualTo(1);
        assertThat(archive.assignments(other)).isEmpty();
    }
}
