package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class SyntheticTablesOnPostgresTest extends SyntheticTablesContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
