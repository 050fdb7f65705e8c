package dev.tagwright.classifier.store;

import dev.tagwright.classifier.retrain.Lease;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** Claims in tw_lease. Taking one is a single statement, so that the database decides who was first. */
final class LeaseTable implements Lease {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    LeaseTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public boolean take(String name, String node, Instant until, Instant now) {
        if (renew(name, node, until, now)) {
            return true;
        }
        try {
            transaction.executeWithoutResult(status -> {
                if (entities.find(LeaseRow.class, name) != null) {
                    throw new HeldByAnother();
                }
                LeaseRow row = new LeaseRow();
                row.name = name;
                row.node = node;
                row.heldUntil = until;
                entities.persist(row);
                entities.flush();
            });
            return true;
        } catch (HeldByAnother | PersistenceException e) {
            // the row is there by now: another node holds it, or was quicker to write it
            return false;
        }
    }

    private boolean renew(String name, String node, Instant until, Instant now) {
        Integer changed = transaction.execute(status -> entities.createQuery("update LeaseRow l set l.node = :node,"
                        + " l.heldUntil = :until where l.name = :name and (l.node = :node or l.heldUntil < :now)")
                .setParameter("node", node)
                .setParameter("until", until)
                .setParameter("name", name)
                .setParameter("now", now)
                .executeUpdate());
        return Objects.requireNonNull(changed) == 1;
    }

    @Override
    public void giveBack(String name, String node) {
        transaction.executeWithoutResult(
                status -> entities.createQuery("delete from LeaseRow l where l.name = :name and l.node = :node")
                        .setParameter("name", name)
                        .setParameter("node", node)
                        .executeUpdate());
    }

    /** Ends the transaction; never leaves this class. */
    private static final class HeldByAnother extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
