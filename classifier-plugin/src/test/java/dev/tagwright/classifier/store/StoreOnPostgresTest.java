package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class StoreOnPostgresTest extends StoreContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }
}
