package dev.tagwright.classifier.store;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PieceRows extends Repository<PieceRow, Long> {

    PieceRow save(PieceRow row);

    Optional<PieceRow> findBySnapshotIdAndPartAndPosition(long snapshotId, String part, int position);
}
