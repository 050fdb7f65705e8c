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

    @Query("select l.labelId, count(l) from DocumentLabel l, Document d"
            + " where d.id = l.documentId and d.deletedAt is null and (d.ownerId is null or d.ownerId = :person"
            + " or exists (select 1 from Document s join s.shares h where s.id = d.id and key(h) = :person))"
            + " group by l.labelId")
    List<Object[]> countByLabel(long person);
}
