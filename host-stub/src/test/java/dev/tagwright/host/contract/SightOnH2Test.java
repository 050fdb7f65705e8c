package dev.tagwright.host.contract;

import dev.tagwright.host.TestHost;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class SightOnH2Test extends SightSuite {}
