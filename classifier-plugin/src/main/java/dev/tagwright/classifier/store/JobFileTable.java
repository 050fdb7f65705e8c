package dev.tagwright.classifier.store;

import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.JobFiles;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Files that jobs classify in tw_job_file, their bytes in tw_job_file_piece. */
final class JobFileTable implements JobFiles {

    private static final int LONGEST_NAME = 1024;

    private final EntityManager entities;
    private final TransactionOperations transaction;

    JobFileTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public void keep(String batch, List<Sent> files, Instant now) {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < files.size(); i++) {
                JobFileRow row = new JobFileRow();
                row.batch = batch;
                row.position = i + 1;
                row.name = Cut.to(LONGEST_NAME, files.get(i).name());
                row.createdAt = now;
                entities.persist(row);
                entities.flush();
                keepPieces(Objects.requireNonNull(row.id), files.get(i).bytes());
            }
        });
    }

    private void keepPieces(long file, byte[] bytes) {
        for (int from = 0, position = 0; from < bytes.length; from += PieceRow.SIZE, position++) {
            entities.createNativeQuery(
                            "insert into tw_job_file_piece (file_id, position, bytes) values (:file, :position, :bytes)")
                    .setParameter("file", file)
                    .setParameter("position", position)
                    .setParameter(
                            "bytes", Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PieceRow.SIZE)))
                    .executeUpdate();
        }
    }

    @Override
    public List<Kept> ofBatch(String batch) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery("select f from JobFileRow f where f.batch = :batch order by f.position", JobFileRow.class)
                .setParameter("batch", batch)
                .getResultList()
                .stream()
                .map(JobFileTable::kept)
                .toList()));
    }

    private static Kept kept(JobFileRow row) {
        return new Kept(Objects.requireNonNull(row.id), row.batch, row.position, row.name, row.content);
    }

    @Override
    public List<Kept> readAfter(long file, int atMost) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select f from JobFileRow f where f.id > :file and f.content is not null order by f.id",
                        JobFileRow.class)
                .setParameter("file", file)
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(JobFileTable::kept)
                .toList()));
    }

    @Override
    public void remove(long file) {
        transaction.executeWithoutResult(status -> entities.createQuery("delete from JobFileRow f where f.id = :file")
                .setParameter("file", file)
                .executeUpdate());
    }

    @Override
    public byte[] bytes(long file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<?> pieces = Objects.requireNonNull(transaction.execute(status -> entities.createNativeQuery(
                        "select bytes from tw_job_file_piece where file_id = :file order by position")
                .setParameter("file", file)
                .getResultList()));
        for (Object piece : pieces) {
            byte[] bytes = (byte[]) piece;
            all.write(bytes, 0, bytes.length);
        }
        return all.toByteArray();
    }

    @Override
    public void read(long file, String text) {
        transaction.executeWithoutResult(status -> {
            entities.createQuery("update JobFileRow f set f.content = :text where f.id = :file")
                    .setParameter("text", text)
                    .setParameter("file", file)
                    .executeUpdate();
            entities.createNativeQuery("delete from tw_job_file_piece where file_id = :file")
                    .setParameter("file", file)
                    .executeUpdate();
        });
    }

    @Override
    public Optional<String> text(long file) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select f.content from JobFileRow f where f.id = :file and f.content is not null", String.class)
                .setParameter("file", file)
                .getResultList()
                .stream()
                .findFirst()));
    }

    @Override
    public void forget(Instant before) {
        transaction.executeWithoutResult(status -> entities.createQuery(
                        "delete from JobFileRow f where f.createdAt < :before and f.id + :first not in"
                                + " (select j.key.documentId from JudgementRow j)")
                .setParameter("before", before)
                .setParameter("first", ClassifiedFiles.FIRST)
                .executeUpdate());
    }
}
