package dev.tagwright.host.upkeep;

import java.time.Instant;
import java.util.List;

/**
 * What a backup says of itself.
 *
 * @param format of the archive, {@link #FORMAT}
 * @param madeAt the moment that it shows
 * @param database the kind of database that it was made from, and can be brought back to
 * @param schema the newest migration of the host's tables
 * @param documents how many documents there are, those in the trash included
 * @param missing numbers of documents whose original was missing already when the backup was made
 */
public record BackupAbout(
        int format, Instant madeAt, String database, String schema, long documents, List<Long> missing) {

    static final int FORMAT = 1;

    public BackupAbout {
        missing = List.copyOf(missing);
    }

    /**
     * What whoever asked for a backup should know.
     *
     * @param documents how many there are in it
     * @param missing numbers of those without an original
     */
    public record Summary(long documents, List<Long> missing) {

        public Summary {
            missing = List.copyOf(missing);
        }
    }
}
