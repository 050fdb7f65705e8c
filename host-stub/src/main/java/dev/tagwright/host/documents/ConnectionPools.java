package dev.tagwright.host.documents;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Opens further pools of connections to the host's database, for work that must not wait for the connections of others:
 * of a plugin, or of a thread that still holds one of the host's own.
 */
@Component
public class ConnectionPools {

    private final DataSource hosts;

    ConnectionPools(DataSource hosts) {
        this.hosts = hosts;
    }

    /**
     * Opens a pool; nothing is connected before the first use. The caller closes it.
     *
     * @param name for the log
     * @param most how many connections it has at most
     */
    public HikariDataSource open(String name, int most) {
        HikariDataSource host = (HikariDataSource) hosts;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(host.getJdbcUrl());
        config.setUsername(host.getUsername());
        config.setPassword(host.getPassword());
        config.setPoolName(name);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
