package dev.tagwright.host.documents;

import dev.tagwright.host.TestHost;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@EnabledIf(
        value = "dev.tagwright.host.BucketServer#isLaidReady",
        disabledReason = "no server of a bucket was laid ready: run mvn -Pe2e verify")
@SpringBootTest
@ContextConfiguration(initializers = {TestHost.class, BucketHost.class})
class DocumentsInBucketIT extends DocumentsSuite {}
