package dev.tagwright.host.documents;

import dev.tagwright.host.TestHost;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class DocumentsOnH2Test extends DocumentsSuite {}
