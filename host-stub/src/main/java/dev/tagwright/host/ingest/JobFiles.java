package dev.tagwright.host.ingest;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the tables remember of files: those of the consume folder, which may still have to be removed or were refused, and
 * whose an arrival is. Takes part in the caller's transaction where there is one. Safe for any number of threads.
 */
final class JobFiles {

    private final JdbcTemplate jdbc;

    JobFiles(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that a file of the consume folder is stored and still to be removed.
     *
     * @param key names the file as it was when it was stored
     */
    void consumed(String file, String key) {
        jdbc.update("insert into consumed_file (path, source_key) values (?, ?)", file, key);
    }

    /** Returns the files of the consume folder that are stored and still to be removed, with their keys. */
    Map<String, String> toRemove() {
        Map<String, String> files = new HashMap<>();
        jdbc.query("select path, source_key from consumed_file", row -> {
            files.put(row.getString(1), row.getString(2));
        });
        return files;
    }

    void removed(String file) {
        jdbc.update("delete from consumed_file where path = ?", file);
    }

    /** Returns whether this file of the consume folder, as it is, has been refused before. */
    boolean refusedBefore(String sourceKey) {
        return !jdbc.queryForList(
                        "select id from ingest_job where source_key = ? and state = 'REFUSED' fetch next 1 rows only",
                        Long.class,
                        sourceKey)
                .isEmpty();
    }

    /** Returns whether a document still owns this file among the arrivals. */
    boolean ownsArrival(String name) {
        return !jdbc.queryForList("select id from document where moving_from = ?", Long.class, "arrivals/" + name)
                .isEmpty();
    }
}
