package dev.tagwright.host.contract;

import dev.tagwright.host.PostgresHost;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = PostgresHost.class)
class SightOnPostgresqlTest extends SightSuite {}
