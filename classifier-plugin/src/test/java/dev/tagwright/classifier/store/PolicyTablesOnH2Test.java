package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class PolicyTablesOnH2Test extends PolicyTablesContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
