package dev.tagwright.host.documents;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface DocumentRepository extends JpaRepository<Document, Long> {

    Optional<Document> findBySha256(String sha256);

    boolean existsByFilePath(String filePath);

    List<Document> findByMovingFromIsNotNull();

    /**
     * Returns a document that is not in the trash.
     *
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     */
    default Document present(long id) {
        return findById(id).filter(document -> !document.isDeleted()).orElseThrow(() -> new NoSuchDocument(id));
    }
}
