package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class ReviewTablesOnH2Test extends ReviewTablesContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
