package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class FeedbackTablesOnPostgresTest extends FeedbackTablesContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
