package dev.tagwright.host.documents;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface HistoryRepository extends JpaRepository<DocumentChange, Long> {

    List<DocumentChange> findByDocumentIdOrderByIdDesc(long documentId);
}
