package dev.tagwright.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The two databases that the tables must come up on, real and empty. */
final class Databases {

    private Databases() {}

    /** What is held against a database. */
    @FunctionalInterface
    interface Check {
        void on(DataSource source) throws Exception;
    }

    static void h2(String name, Check check) throws Exception {
        JdbcConnectionPool source = JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
        try {
            check.on(source);
        } finally {
            source.dispose();
        }
    }

    static void postgresql(Check check) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            check.on(server.getPostgresDatabase());
        }
    }
}
