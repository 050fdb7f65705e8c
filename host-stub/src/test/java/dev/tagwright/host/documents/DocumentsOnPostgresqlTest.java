package dev.tagwright.host.documents;

import dev.tagwright.host.PostgresHost;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = PostgresHost.class)
class DocumentsOnPostgresqlTest extends DocumentsSuite {}
