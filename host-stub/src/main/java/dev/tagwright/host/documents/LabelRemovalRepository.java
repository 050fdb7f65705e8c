package dev.tagwright.host.documents;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface LabelRemovalRepository extends JpaRepository<LabelRemoval, DocumentLabelKey> {

    List<LabelRemoval> findByDocumentId(long documentId);
}
