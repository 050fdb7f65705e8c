package dev.tagwright.host.contract;

import dev.tagwright.host.TestHost;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(initializers = TestHost.class)
class SkipQueriesOnH2Test extends SkipQueriesSuite {

    @Override
    void analyze(JdbcTemplate jdbc) {
        jdbc.execute("analyze");
    }

    @Override
    List<String> goodPlans() {
        return List.of("PUBLIC.LABEL_BY_ALGORITHM: ALGORITHM = 'AUTO'", "PUBLIC.PRIMARY_KEY_");
    }
}
