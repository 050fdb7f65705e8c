package dev.tagwright.classifier.store;

import java.util.List;
import org.springframework.data.repository.Repository;

interface AssignmentRows extends Repository<AssignmentRow, Long> {

    List<AssignmentRow> saveAll(Iterable<AssignmentRow> rows);

    List<AssignmentRow> findByDocumentIdOrderByIdDesc(long documentId);

    List<AssignmentRow> findByDocumentIdAndRun(long documentId, String run);

    void deleteAll(Iterable<AssignmentRow> rows);

    List<AssignmentRow> findByRunOrderById(String run);
}
