package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class PolicyTablesOnPostgresTest extends PolicyTablesContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
