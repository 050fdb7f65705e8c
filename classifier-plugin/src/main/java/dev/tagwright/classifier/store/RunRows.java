package dev.tagwright.classifier.store;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface RunRows extends Repository<RunRow, Long> {

    RunRow save(RunRow row);

    Optional<RunRow> findById(Long id);

    List<RunRow> findByOrderByIdDesc(Limit limit);

    List<RunRow> findByState(String state);
}
