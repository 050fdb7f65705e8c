package dev.tagwright.classifier.store;

import dev.tagwright.classifier.feedback.KeptSuccessor;
import dev.tagwright.classifier.feedback.SuccessorShelf;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** What feedback changed, in tw_successor, tw_successor_entry and tw_successor_piece. */
final class SuccessorTable implements SuccessorShelf {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    SuccessorTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public boolean add(KeptSuccessor successor, byte[] bytes) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> write(successor, bytes)));
        } catch (PersistenceException | DataIntegrityViolationException e) {
            if (after(successor.base(), successor.number() - 1).isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    private boolean write(KeptSuccessor successor, byte[] bytes) {
        boolean taken = !entities.createQuery(
                        "select s.id from SuccessorRow s where s.base = :base and s.number >= :number", Long.class)
                .setParameter("base", successor.base())
                .setParameter("number", successor.number())
                .getResultList()
                .isEmpty();
        if (taken) {
            return false;
        }
        SuccessorRow row = new SuccessorRow();
        row.base = successor.base();
        row.number = successor.number();
        row.digest = successor.digest();
        row.labels = successor.labels();
        row.createdAt = successor.createdAt();
        row.entries.addAll(successor.entries());
        entities.persist(row);
        entities.flush();
        for (int from = 0, position = 0; from < bytes.length; from += PieceRow.SIZE, position++) {
            entities.createNativeQuery(
                            "insert into tw_successor_piece (successor_id, position, bytes) values (:id, :position, :bytes)")
                    .setParameter("id", Objects.requireNonNull(row.id))
                    .setParameter("position", position)
                    .setParameter(
                            "bytes", Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PieceRow.SIZE)))
                    .executeUpdate();
        }
        if (successor.number() == 1) {
            entities.createQuery("delete from SuccessorRow s where s.base not in (select k.digest from SnapshotRow k)"
                            + " and s.base <> :base")
                    .setParameter("base", successor.base())
                    .executeUpdate();
        }
        return true;
    }

    @Override
    public List<KeptSuccessor> after(String base, int number) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select s from SuccessorRow s left join fetch s.entries"
                                + " where s.base = :base and s.number > :number order by s.number",
                        SuccessorRow.class)
                .setParameter("base", base)
                .setParameter("number", number)
                .getResultList()
                .stream()
                .map(row -> new KeptSuccessor(
                        Objects.requireNonNull(row.id),
                        row.base,
                        row.number,
                        row.digest,
                        row.entries,
                        row.labels,
                        row.createdAt))
                .toList()));
    }

    @Override
    public byte[] bytes(long id) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<?> pieces = Objects.requireNonNull(transaction.execute(status -> entities.createNativeQuery(
                        "select bytes from tw_successor_piece where successor_id = :id order by position")
                .setParameter("id", id)
                .getResultList()));
        if (pieces.isEmpty()) {
            throw new IllegalStateException("what feedback changed (" + id + ") is missing.");
        }
        for (Object piece : pieces) {
            byte[] bytes = (byte[]) piece;
            all.write(bytes, 0, bytes.length);
        }
        return all.toByteArray();
    }

    @Override
    public Instant seenUntil(String base) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select s.changeAt from SnapshotRow s where s.digest = :base order by s.id desc", Instant.class)
                .setParameter("base", base)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .orElse(Instant.EPOCH)));
    }
}
