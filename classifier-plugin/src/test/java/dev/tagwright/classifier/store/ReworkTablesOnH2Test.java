package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class ReworkTablesOnH2Test extends ReworkTablesContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
