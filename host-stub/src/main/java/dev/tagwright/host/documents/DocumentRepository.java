package dev.tagwright.host.documents;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface DocumentRepository extends JpaRepository<Document, Long> {

    Optional<Document> findBySha256(String sha256);

    boolean existsByFilePath(String filePath);

    List<Document> findByMovingFromIsNotNull();
}
