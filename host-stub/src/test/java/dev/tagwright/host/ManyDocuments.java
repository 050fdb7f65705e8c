package dev.tagwright.host;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the tables of a host with documents that people have filed, without files: each carries one of the learned tags,
 * and its text has words of that tag among others. Made by the database itself, so that a million take minutes.
 */
public final class ManyDocuments {

    /** H2 keeps what a transaction changed in memory until it ends, and slows down with it. */
    private static final int AT_ONCE = 20_000;

    private ManyDocuments() {}

    /**
     * Adds documents to empty tables.
     *
     * @param labels how many tags there are
     * @param words of each text
     */
    public static void fill(Connection connection, int documents, int labels, int words) throws SQLException {
        boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into label (kind, name, name_key, description, algorithm, match_text,"
                    + " insensitive, colour, inbox, template, created_at, modified_at) select 'TAG', 'tag' || x,"
                    + " 'tag' || x, '', 'AUTO', '', true, '#000000', false, '', current_timestamp, current_timestamp"
                    + numbers(h2, 1, labels));
            for (int from = 1; from <= documents; from += AT_ONCE) {
                int to = Math.min(documents, from + AT_ONCE - 1);
                fill(statement, numbers(h2, from, to), labels, words, from);
                commit(connection);
            }
            statement.execute("update change_counter set seq = " + documents + ", corpus_seq = " + documents
                    + ", changed_at = current_timestamp, corpus_at = current_timestamp");
        }
        commit(connection);
    }

    private static void fill(Statement statement, String numbers, int labels, int words, int first)
            throws SQLException {
        statement.execute("insert into document (title, original_name, media_type, sha256, size_bytes, created_on,"
                + " added_at, modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason,"
                + " decided_state, decided_reason, decided_snapshot, decided_version, file_path) select 't', 'n',"
                + " 'text/plain', 'h' || x, 1, current_date, current_timestamp, current_timestamp, false, 1, x,"
                + " false, 'READ', '', 'SILENT', '', '', 0, 'p' || x" + numbers);
        // the tables are empty before, so the numbers of the documents rise as those of their changes
        String these = " from document d where d.change_seq >= " + first
                + " and d.id >= (select max(id) from document) - " + (AT_ONCE - 1);
        statement.execute("insert into document_text select id, " + text(labels, words) + these);
        statement.execute("insert into document_label (document_id, label_id, kind, origin, set_by, set_at, reason)"
                + " select d.id, (select min(id) from label) + mod(d.id, " + labels
                + "), 'TAG', 'PERSON', 'anna', current_timestamp, ''" + these);
    }

    private static String numbers(boolean h2, int from, int to) {
        return " from " + (h2 ? "system_range" : "generate_series") + "(" + from + ", " + to + ") s(x)";
    }

    private static void commit(Connection connection) throws SQLException {
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
