package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class ReviewTablesOnPostgresTest extends ReviewTablesContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
