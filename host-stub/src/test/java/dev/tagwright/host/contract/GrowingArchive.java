package dev.tagwright.host.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets the tables of a host grow by documents as an office files them, made by the database itself: five labels each out
 * of 420 of uneven frequency, a history, a finished job. The first ones have a full text of 200 words, the others the
 * statistics of one; these are also kept from the search index.
 */
final class GrowingArchive {

    static final int TAGS = 300;
    static final int CORRESPONDENTS = 100;
    static final int TYPES = 20;

    /** Documents up to this number have a full text; {@code -Dgrowth.texts} is another one. */
    static final int FULL_TEXTS = Integer.getInteger("growth.texts", 100_000);

    private static final int WORDS = 200;
    private static final int VOCABULARY = 20_000;

    private final Connection connection;
    private final boolean h2;
    private final int fullTexts;

    GrowingArchive(Connection connection) throws SQLException {
        this(connection, FULL_TEXTS);
    }

    /**
     * @param fullTexts documents up to this number have a full text
     */
    GrowingArchive(Connection connection, int fullTexts) throws SQLException {
        this.connection = connection;
        this.fullTexts = fullTexts;
        this.h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    }

    /** Adds the labels to a host that has none. */
    void addLabels() throws SQLException {
        label("TAG", TAGS, 0);
        label("CORRESPONDENT", CORRESPONDENTS, TAGS);
        label("DOCUMENT_TYPE", TYPES, TAGS + CORRESPONDENTS);
    }

    private void label(String kind, int count, int before) throws SQLException {
        run("insert into label (kind, name, name_key, description, algorithm, match_text, insensitive, colour, inbox,"
                + " template, created_at, modified_at) select '" + kind + "', '" + kind + "' || x, '" + kind
                + "' || x, '', 'AUTO', '', true, '#000000', false, '', current_timestamp, current_timestamp from "
                + numbers(before + 1, before + count) + " order by x");
    }

    private String numbers(int from, int to) {
        return (h2 ? "system_range(" + from + ", " : "generate_series(" + from + "::bigint, ") + to + ") s(x)";
    }

    /** Adds documents, counted from one number to another, both included; those before must be there. */
    void grow(int from, int to) throws SQLException {
        // what is made here refers to what is there; checking each row would take most of the time
        run(h2 ? "set referential_integrity false" : "set session_replication_role = replica");
        int firstShort = Math.max(from, fullTexts + 1);
        // at once, or the index would take documents in before they have their texts
        boolean alone = connection.getAutoCommit();
        connection.setAutoCommit(false);
        if (from < firstShort) {
            add(from, Math.min(to, fullTexts), true);
        }
        if (firstShort <= to) {
            add(firstShort, to, false);
        }
        connection.commit();
        connection.setAutoCommit(alone);
        run(h2 ? "set referential_integrity true" : "set session_replication_role = default");
        if (h2) {
            run("analyze");
        } else {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            run("vacuum analyze");
            connection.setAutoCommit(before);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void add(int from, int to, boolean full) throws SQLException {
        long lastChange = number("select seq from change_counter");
        long lastDocument = number("select coalesce(max(id), 0) from document");
        String inbox = "case when mod(x, 500) = 0 then true else false end";
        run("insert into document (title, original_name, media_type, sha256, size_bytes, page_count, created_on,"
                + " added_at, modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason,"
                + " decided_state, decided_reason, decided_snapshot, decided_version, file_path) select 'Letter '"
                + " || mod(x * 7919, 1000003), 'scan' || x || '.pdf', 'application/pdf', 'h' || x,"
                + " 20000 + mod(x, 99991), 1 + mod(x, 7), date '2005-01-01' + cast(mod(x * 31, 7300) as integer), current_timestamp"
                + " - interval '1' day + x * interval '0.01' second, current_timestamp, false, 1, "
                + (full ? "x + " + (lastChange - from + 1) : "0") + ", " + inbox
                + ", 'READ', '', 'DECIDED', '', 'growth', 0, 'originals/p' || x from "
                + numbers(from, to) + " order by x");
        String numbers = " where id > " + lastDocument;
        run("insert into document_text select id, " + text(full ? WORDS : 12) + " from document" + numbers);
        // a square makes low numbers frequent and high ones rare
        carry(numbers, "TAG", null, "1 + mod(id, 100) * mod(id, 100) / 100");
        carry(numbers, "TAG", null, "101 + mod(id * 7, 100) * mod(id * 7, 100) / 100");
        carry(numbers, "TAG", null, "201 + mod(id * 13, 100)");
        carry(numbers, "CORRESPONDENT", "CORRESPONDENT", TAGS + 1 + " + mod(id * 3, 100) * mod(id * 3, 100) / 100");
        carry(numbers, "DOCUMENT_TYPE", "DOCUMENT_TYPE", TAGS + CORRESPONDENTS + 1 + " + mod(id, " + TYPES + ")");
        run("insert into document_history (document_id, at, origin, actor, what, reason) select id, added_at, 'PERSON',"
                + " 'anna', 'ADDED', '' from document" + numbers);
        run("insert into ingest_job (task, source, file_name, state, stage, attempts, message, document_id, in_inbox,"
                + " decide, created_at, updated_at) select 'task' || id, 'UPLOAD', original_name, 'DONE', 'END', 0, '',"
                + " id, false, true, added_at, added_at from document" + numbers);
        run("update change_counter set seq = seq + " + (to - from + 1) + ", corpus_seq = seq + " + (to - from + 1));
    }

    private void carry(String numbers, String kind, String single, String label) throws SQLException {
        run(
                "insert into document_label (document_id, label_id, kind, single_kind, origin, set_by, set_at, reason) select"
                        + " id, " + label + ", '" + kind + "', " + (single == null ? "null" : "'" + single + "'")
                        + ", 'PERSON', 'anna', added_at, '' from document" + numbers);
    }

    /** Words of a vocabulary, in letters because a number is no word; low numbers are frequent. */
    private static String text(int words) {
        StringBuilder text = new StringBuilder("'about'");
        for (int word = 0; word < words; word++) {
            String number = "mod(id * " + (7919 + 104 * word) + " + " + word * 131 + ", 9973)";
            text.append(" || ' w' || translate(cast(")
                    .append(number)
                    .append(" * ")
                    .append(number)
                    .append(" / 9973 * ")
                    .append(VOCABULARY / 10_000)
                    .append(" as varchar(20)), '0123456789', 'aeioubcdfg')");
        }
        return text.toString();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
