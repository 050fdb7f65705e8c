package dev.tagwright.host.documents;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface DocumentNoteRepository extends JpaRepository<DocumentNote, Long> {

    List<DocumentNote> findByDocumentIdInOrderById(Collection<Long> documentIds);

    long countByDocumentId(long documentId);
}
