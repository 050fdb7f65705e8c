package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.ReworkLog;
import dev.tagwright.classifier.rework.Wish;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A small archive that was learned from, and the plugin on it, for the tests of reworks. */
final class ReworkFixture implements AutoCloseable {

    static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    final TestHost host;
    final LabelId home;
    final LabelId rent;
    final LabelId tax;
    final LabelId landlord;
    final LabelId office;
    private Wiring wiring;

    ReworkFixture(Path folder) {
        this(new TestHost(folder));
    }

    ReworkFixture(TestHost host) {
        this.host = host;
        home = host.autoTag("home");
        rent = host.label(LabelKind.TAG, "rent", dev.tagwright.api.MatchingAlgorithm.AUTO, home, false);
        tax = host.autoTag("tax");
        landlord = host.auto(CORRESPONDENT, "landlord");
        office = host.auto(CORRESPONDENT, "office");
        for (int number = 1; number <= 30; number++) {
            host.document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, home, landlord);
            host.document(TAX + " " + number + " " + WORDS[number % WORDS.length], tax, office);
        }
        wiring = Wiring.of(host, Clock.systemUTC());
    }

    /** Has the archive learned, so that a snapshot serves. */
    ReworkFixture trained() {
        wiring.retrain().request("test", true, true);
        Wait.until("the training ends", () -> wiring.retrain().status().state() == TrainingStatus.State.PROMOTED);
        return this;
    }

    Wiring wiring() {
        return wiring;
    }

    /** Ends the plugin and starts it again on the same host. */
    void restart() {
        wiring.close();
        wiring = Wiring.of(host, Clock.systemUTC());
    }

    static Wish.Retag everything() {
        return new Wish.Retag(EnumSet.allOf(LabelKind.class), false, false, false, 1, Long.MAX_VALUE);
    }

    static Wish.Retag overwriting(LabelKind... kinds) {
        return new Wish.Retag(Set.of(kinds), false, true, false, 1, Long.MAX_VALUE);
    }

    Rework preview(Wish wish) {
        return at(wiring.reworks().begin(wish, "anna").id(), Rework.State.READY);
    }

    Rework apply(Rework rework) {
        wiring.reworks().apply(rework.id(), "anna");
        return at(rework.id(), Rework.State.DONE);
    }

    Rework done(Wish wish) {
        return apply(preview(wish));
    }

    Rework at(long id, Rework.State state) {
        Wait.until("rework " + id + " is " + state, () -> now(id).state() == state);
        return now(id);
    }

    Rework now(long id) {
        return read(log -> log.rework(id).orElseThrow());
    }

    List<Change> changes(Rework rework) {
        return read(log -> log.changes(rework.id(), null, 0, 1000));
    }

    /** Why changes of one document were left alone, by label. */
    Map<LabelId, String> left(Rework rework, DocumentId id) {
        return changes(rework).stream()
                .filter(change -> change.document().equals(id) && change.state() == Change.State.LEFT)
                .collect(Collectors.toMap(
                        change -> change.onLabel() != null ? change.onLabel() : change.offLabel(), Change::why));
    }

    List<AssignmentRecord> assignments(DocumentId id) {
        return read(log -> log.assignments(id));
    }

    private <T> T read(java.util.function.Function<ReworkLog, T> question) {
        return question.apply(wiring.store().reworks());
    }

    Map<LabelId, Origin> labels(DocumentId id) {
        return host.look(id).labels();
    }

    @Override
    public void close() {
        wiring.close();
    }
}
