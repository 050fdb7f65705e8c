package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.classifier.retrain.ErasureLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Erasure by plain SQL over every table of the plugin that names documents: which ones is asked of the database, so that
 * a table that comes later is not forgotten. What is still to go lies in tw_erasure.
 */
final class ErasureTables implements ErasureLog {

    private static final String PREFIX = "tw_";
    private static final String COLUMN = "document_id";

    private final DataSource source;

    ErasureTables(DataSource source) {
        this.source = source;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T done = work.on(connection);
                connection.commit();
                return done;
            } finally {
                // no effect after a commit
                connection.rollback();
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("documents could not be erased from the plugin's tables", e);
        }
    }

    @Override
    public void erase(Collection<DocumentId> documents, long change) {
        transaction(connection -> {
            for (String table : tables(connection)) {
                delete(connection, table, documents);
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update tw_erasure set change_seq = ?, vectors_gone = false where id = 1")) {
                update.setLong(1, change);
                if (update.executeUpdate() == 0) {
                    execute(
                            connection,
                            "insert into tw_erasure (id, change_seq, vectors_gone) values (1, ?, false)",
                            change);
                }
            }
            return true;
        });
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
            while (columns.next()) {
                String table = columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (table.startsWith(PREFIX) && columns.getString("COLUMN_NAME").equalsIgnoreCase(COLUMN)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    private static void delete(Connection connection, String table, Collection<DocumentId> documents)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + table + " where " + COLUMN + " = ?")) {
            for (DocumentId document : documents) {
                delete.setLong(1, document.value());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    @Override
    public Optional<Open> open() {
        return transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                            "select change_seq, vectors_gone from tw_erasure where id = 1");
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Open(row.getLong(1), row.getBoolean(2))) : Optional.empty();
            }
        });
    }

    @Override
    public void vectorsGone(long change) {
        transaction(connection ->
                execute(connection, "update tw_erasure set vectors_gone = true where change_seq = ?", change));
    }

    @Override
    public void close(long change) {
        transaction(connection -> execute(connection, "delete from tw_erasure where change_seq = ?", change));
    }

    private static int execute(Connection connection, String sql, long change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, change);
            return statement.executeUpdate();
        }
    }
}
