package dev.tagwright.host.documents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A file of the store that no document owns any more and that is still to be taken from the disk. */
@Entity
@Table(name = "doomed_file")
class DoomedFile {

    @Id
    @Column(name = "file_path")
    private String filePath;

    @Column(name = "doomed_at")
    private Instant doomedAt;

    @SuppressWarnings("NullAway.Init")
    protected DoomedFile() {}

    DoomedFile(String filePath, Instant doomedAt) {
        this.filePath = filePath;
        this.doomedAt = doomedAt;
    }

    String getFilePath() {
        return filePath;
    }

    Instant getDoomedAt() {
        return doomedAt;
    }
}
