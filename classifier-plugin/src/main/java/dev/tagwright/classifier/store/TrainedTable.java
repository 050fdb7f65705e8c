package dev.tagwright.classifier.store;

import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.classifier.retrain.Fingerprint;
import dev.tagwright.classifier.retrain.TrainedState;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** What the last finished training has seen, in tw_trained. */
final class TrainedTable implements TrainedState {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    TrainedTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public Optional<Fingerprint> last() {
        return Objects.requireNonNull(transaction.execute(status -> Optional.ofNullable(
                        entities.find(TrainedRow.class, TrainedRow.ONLY))
                .map(row -> new Fingerprint(
                        new ChangeMark(row.changeSequence, row.changeAt), row.labelsDigest, row.settingsDigest))));
    }

    @Override
    public void checked(Instant now) {
        transaction.executeWithoutResult(status -> entities.createQuery("update TrainedRow t set t.checkedAt = :now")
                .setParameter("now", now)
                .executeUpdate());
    }

    @Override
    public void remember(Fingerprint seen, Instant now) {
        transaction.executeWithoutResult(status -> {
            TrainedRow row = new TrainedRow();
            row.changeSequence = seen.change().sequence();
            row.changeAt = seen.change().at();
            row.labelsDigest = seen.labels();
            row.settingsDigest = seen.settings();
            row.trainedAt = now;
            row.checkedAt = now;
            entities.merge(row);
        });
    }
}
