package dev.tagwright.classifier.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The plugin's tables in the host's database. They begin with {@code tw_}, their history too. */
final class Schema {

    /** The databases that the tables are tested on. */
    enum Database {
        H2("H2", "varbinary(1048576)"),
        POSTGRESQL("PostgreSQL", "bytea");

        final String product;
        final String bytes;

        Database(String product, String bytes) {
            this.product = product;
            this.bytes = bytes;
        }
    }

    private Schema() {}

    /** Asks the database what it is. */
    static Database databaseOf(DataSource source) {
        String product;
        try (Connection connection = source.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw new IllegalStateException("the host's database cannot be reached: " + e.getMessage(), e);
        }
        return switch (product) {
            case "H2" -> Database.H2;
            case "PostgreSQL" -> Database.POSTGRESQL;
            default ->
                throw new IllegalStateException(
                        "the host's database (" + product + ") is not one that the plugin knows: H2 or PostgreSQL.");
        };
    }

    /** Brings the tables to the newest version. The baseline lets them begin in a database that is not empty. */
    static void migrate(DataSource source, Database database, ClassLoader loader) {
        Flyway.configure(loader)
                .dataSource(source)
                .locations("classpath:db/plugin")
                .table("tw_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(true)
                .placeholders(Map.of("bytes", database.bytes))
                .load()
                .migrate();
    }
}
