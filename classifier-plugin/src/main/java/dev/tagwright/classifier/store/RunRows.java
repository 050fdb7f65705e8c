package dev.tagwright.classifier.store;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface RunRows extends Repository<RunRow, Long> {

    RunRow save(RunRow row);

    Optional<RunRow> findById(Long id);

    List<RunRow> findByOrderByIdDesc(Limit limit);

    /** Locked until the transaction ends: who decides by what a row says must not be overtaken by another node. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<RunRow> findLockedById(Long id);

    /** Locked as well. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    List<RunRow> findLockedByState(String state);
}
