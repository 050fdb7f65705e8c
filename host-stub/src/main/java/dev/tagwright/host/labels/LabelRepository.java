package dev.tagwright.host.labels;

import dev.tagwright.api.LabelKind;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface LabelRepository extends JpaRepository<StoredLabel, Long> {

    Optional<StoredLabel> findByKindAndNameKey(LabelKind kind, String nameKey);

    List<StoredLabel> findByKindOrderByNameKey(LabelKind kind);

    List<StoredLabel> findAllByOrderByKindAscNameKeyAsc();

    List<StoredLabel> findByParentId(long parentId);
}
