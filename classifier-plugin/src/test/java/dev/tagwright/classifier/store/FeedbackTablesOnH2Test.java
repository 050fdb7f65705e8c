package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class FeedbackTablesOnH2Test extends FeedbackTablesContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
