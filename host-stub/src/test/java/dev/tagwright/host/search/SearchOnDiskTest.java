package dev.tagwright.host.search;

import dev.tagwright.host.TestHost;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(properties = {"tagwright.search.look=50ms", "tagwright.search.ranked=" + SearchSuite.RANKED})
@ContextConfiguration(initializers = TestHost.class)
class SearchOnDiskTest extends SearchSuite {}
