package dev.tagwright.host;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the tables of a host with documents that people have filed, without files: each carries one of the learned tags,
 * and its text has words of that tag among others. Made by the database itself, so that a million take no minutes.
 */
public final class ManyDocuments {

    private ManyDocuments() {}

    /**
     * Adds documents to empty tables.
     *
     * @param labels how many tags there are
     * @param words of each text
     */
    public static void fill(Connection connection, int documents, int labels, int words) throws SQLException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        String numbers = " from " + (h2 ? "system_range" : "generate_series") + "(1, %d) s(x)";
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into label (kind, name, name_key, description, algorithm, match_text,"
                    + " insensitive, colour, inbox, template, created_at, modified_at) select 'TAG', 'tag' || x,"
                    + " 'tag' || x, '', 'AUTO', '', true, '#000000', false, '', current_timestamp, current_timestamp"
                    + numbers.formatted(labels));
            statement.execute("insert into document (title, original_name, media_type, sha256, size_bytes, created_on,"
                    + " added_at, modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason,"
                    + " decided_state, decided_reason, decided_snapshot, decided_version, file_path) select 't', 'n',"
                    + " 'text/plain', 'h' || x, 1, current_date, current_timestamp, current_timestamp, false, 1, x,"
                    + " false, 'READ', '', 'SILENT', '', '', 0, 'p' || x" + numbers.formatted(documents));
            statement.execute("insert into document_text select id, " + text(labels, words) + " from document");
            statement.execute("insert into document_label (document_id, label_id, kind, origin, set_by, set_at, reason)"
                    + " select d.id, f.id + mod(d.id, " + labels + "), 'TAG', 'PERSON', 'anna', current_timestamp, ''"
                    + " from document d, (select min(id) as id from label) f");
            statement.execute("update change_counter set seq = " + documents + ", corpus_seq = " + documents
                    + ", changed_at = current_timestamp, corpus_at = current_timestamp");
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** A third of the words belong to the tag; the others are any of some thousand. */
    private static String text(int labels, int words) {
        StringBuilder text = new StringBuilder("''");
        for (int word = 0; word < words; word++) {
            String number = word % 3 == 0
                    ? "mod(id, " + labels + ") * 3 + " + word % 9 / 3
                    : "mod(id * " + (7919 + 104 * word) + " + " + word * 131 + ", 4001)";
            // letters, because a number is not a word
            text.append(" || ' ")
                    .append(word % 3 == 0 ? "matter" : "other")
                    .append("' || translate(cast(")
                    .append(number)
                    .append(" as varchar(20)), '0123456789', 'aeioubcdfg')");
        }
        return text.toString();
    }
}
