package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class ReworkTablesOnPostgresTest extends ReworkTablesContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
