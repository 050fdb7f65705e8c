package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class SyntheticTablesOnH2Test extends SyntheticTablesContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
