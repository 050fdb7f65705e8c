package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class StoreOnH2Test extends StoreContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }
}
