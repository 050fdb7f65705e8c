package dev.tagwright.classifier.store;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface SnapshotRows extends Repository<SnapshotRow, Long> {

    SnapshotRow save(SnapshotRow row);

    Optional<SnapshotRow> findById(Long id);

    List<SnapshotRow> findByOrderByIdDesc();

    void delete(SnapshotRow row);
}
