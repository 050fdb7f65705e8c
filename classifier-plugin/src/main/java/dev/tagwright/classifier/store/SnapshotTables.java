package dev.tagwright.classifier.store;

import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.classifier.retrain.Fingerprint;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.SnapshotShelf;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Snapshots in tw_snapshot and tw_snapshot_piece, and the one that serves in tw_serving. */
final class SnapshotTables implements SnapshotShelf {

    private final SnapshotRows rows;
    private final PieceRows pieces;
    private final EntityManager entities;
    private final TransactionOperations transaction;

    SnapshotTables(SnapshotRows rows, PieceRows pieces, EntityManager entities, TransactionOperations transaction) {
        this.rows = rows;
        this.pieces = pieces;
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public KeptSnapshot add(KeptSnapshot about, byte[] bytes) {
        SnapshotRow row = new SnapshotRow();
        row.digest = about.digest();
        row.runId = about.run();
        row.createdAt = about.createdAt();
        row.changeSequence = about.seen().change().sequence();
        row.changeAt = about.seen().change().at();
        row.labelsDigest = about.seen().labels();
        row.settingsDigest = about.seen().settings();
        row.documents = about.documents();
        row.labels = about.labels();
        row.quality = about.quality();
        row.verdict = Cut.to(1000, about.verdict());
        row.sizeBytes = bytes.length;
        transaction.executeWithoutResult(status -> {
            rows.save(row);
            long id = Objects.requireNonNull(row.id);
            write(id, PieceRow.SNAPSHOT, bytes);
        });
        return record(row);
    }

    private void write(long id, String part, byte[] bytes) {
        for (int from = 0, position = 0; from < bytes.length; from += PieceRow.SIZE, position++) {
            PieceRow piece = new PieceRow();
            piece.snapshotId = id;
            piece.part = part;
            piece.position = position;
            piece.bytes = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PieceRow.SIZE));
            pieces.save(piece);
            // written and forgotten at once, so that a large snapshot lies in memory only once
            entities.flush();
            entities.detach(piece);
        }
    }

    @Override
    public void keepHeldOut(long id, byte[] bytes) {
        transaction.executeWithoutResult(status -> write(id, PieceRow.HELD_OUT, bytes));
    }

    @Override
    public Optional<byte[]> heldOut(long id) {
        return beside(id, PieceRow.HELD_OUT);
    }

    @Override
    public void keepScores(long id, byte[] bytes) {
        transaction.executeWithoutResult(status -> write(id, PieceRow.SCORES, bytes));
    }

    @Override
    public Optional<byte[]> scores(long id) {
        return beside(id, PieceRow.SCORES);
    }

    private Optional<byte[]> beside(long id, String part) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            Optional<PieceRow> piece = pieces.findBySnapshotIdAndPartAndPosition(id, part, 0);
            for (int position = 1; piece.isPresent(); position++) {
                whole.writeBytes(piece.get().bytes);
                entities.detach(piece.get());
                piece = pieces.findBySnapshotIdAndPartAndPosition(id, part, position);
            }
            return whole.size() == 0 ? Optional.<byte[]>empty() : Optional.of(whole.toByteArray());
        }));
    }

    @Override
    public void promote(long id, String by, Instant now) {
        transaction.executeWithoutResult(status -> {
            SnapshotRow row = rows.findById(id)
                    .orElseThrow(() -> new IllegalArgumentException("there is no snapshot (" + id + ")."));
            row.promotedAt = now;
            ServingRow serving = entities.find(ServingRow.class, ServingRow.ONLY);
            if (serving == null) {
                serving = new ServingRow();
                serving.snapshotId = id;
                serving.promotedAt = now;
                serving.promotedBy = Cut.to(200, by);
                entities.persist(serving);
            } else {
                serving.snapshotId = id;
                serving.promotedAt = now;
                serving.promotedBy = Cut.to(200, by);
            }
        });
    }

    @Override
    public Optional<KeptSnapshot> serving() {
        return Objects.requireNonNull(
                transaction.execute(status -> Optional.ofNullable(entities.find(ServingRow.class, ServingRow.ONLY))
                        .flatMap(serving -> rows.findById(serving.snapshotId))
                        .map(SnapshotTables::record)));
    }

    @Override
    public List<KeptSnapshot> newest() {
        return Objects.requireNonNull(transaction.execute(status ->
                rows.findByOrderByIdDesc().stream().map(SnapshotTables::record).toList()));
    }

    @Override
    public Optional<KeptSnapshot> snapshot(long id) {
        return Objects.requireNonNull(
                transaction.execute(status -> rows.findById(id).map(SnapshotTables::record)));
    }

    @Override
    public byte[] bytes(long id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            SnapshotRow row = rows.findById(id)
                    .orElseThrow(() -> new IllegalArgumentException("there is no snapshot (" + id + ")."));
            byte[] whole = new byte[Math.toIntExact(row.sizeBytes)];
            for (int at = 0, position = 0; at < whole.length; position++) {
                PieceRow piece = pieces.findBySnapshotIdAndPartAndPosition(id, PieceRow.SNAPSHOT, position)
                        .orElse(null);
                if (piece == null || piece.bytes.length > whole.length - at || piece.bytes.length == 0) {
                    throw new IllegalStateException(
                            "piece (" + position + ") of snapshot (" + id + ") is missing or does not fit.");
                }
                System.arraycopy(piece.bytes, 0, whole, at, piece.bytes.length);
                at += piece.bytes.length;
                entities.detach(piece);
            }
            return whole;
        }));
    }

    @Override
    public int keepNewest(int keep) {
        return Objects.requireNonNull(transaction.execute(status -> {
            ServingRow serving = entities.find(ServingRow.class, ServingRow.ONLY);
            int kept = 0;
            int gone = 0;
            for (SnapshotRow row : rows.findByOrderByIdDesc()) {
                if (serving != null && Objects.equals(row.id, serving.snapshotId)) {
                    continue;
                }
                if (kept < keep) {
                    kept++;
                } else {
                    rows.delete(row);
                    gone++;
                }
            }
            if (gone > 0 || keep == 0) {
                // what feedback changed in those that are gone
                entities.flush();
                entities.createQuery(
                                "delete from SuccessorRow s where s.base not in (select k.digest from SnapshotRow k)")
                        .executeUpdate();
            }
            return gone;
        }));
    }

    private static KeptSnapshot record(SnapshotRow row) {
        return new KeptSnapshot(
                Objects.requireNonNull(row.id),
                row.digest,
                row.runId,
                row.createdAt,
                new Fingerprint(new ChangeMark(row.changeSequence, row.changeAt), row.labelsDigest, row.settingsDigest),
                row.documents,
                row.labels,
                row.quality,
                row.verdict,
                row.sizeBytes,
                row.promotedAt);
    }
}
