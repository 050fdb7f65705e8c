package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class StoreOnH2Test extends StoreContract {

    @Override
    DataSource fresh() {
        return Databases.h2();
    }

    @Override
    String whoeverWaits() {
        return "select 1 from information_schema.sessions where blocker_id is not null";
    }
}
