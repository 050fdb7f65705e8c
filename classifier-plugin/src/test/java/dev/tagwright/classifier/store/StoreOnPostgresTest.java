package dev.tagwright.classifier.store;

import javax.sql.DataSource;

class StoreOnPostgresTest extends StoreContract {

    @Override
    DataSource fresh() {
        return Databases.postgres();
    }

    @Override
    String whoeverWaits() {
        return "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
    }
}
