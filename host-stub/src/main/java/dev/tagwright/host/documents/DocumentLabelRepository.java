package dev.tagwright.host.documents;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface DocumentLabelRepository extends JpaRepository<DocumentLabel, DocumentLabelKey> {

    List<DocumentLabel> findByDocumentIdOrderByKindAscLabelIdAsc(long documentId);

    List<DocumentLabel> findByDocumentIdInOrderByDocumentIdAscKindAscLabelIdAsc(Collection<Long> documentIds);

    @Query("select l.documentId from DocumentLabel l where l.labelId = :label order by l.documentId")
    List<Long> documentsWith(long label);

    @Query("select l.labelId, count(l) from DocumentLabel l, Document d"
            + " where d.id = l.documentId and d.deletedAt is null group by l.labelId")
    List<Object[]> countByLabel();
}
