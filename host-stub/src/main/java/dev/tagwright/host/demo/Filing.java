package dev.tagwright.host.demo;

import java.util.Set;

/**
 * How a paper is filed.
 *
 * @param correspondent empty for none
 * @param type empty for none
 * @param path empty for none
 * @param tags with all their ancestors, without the inbox tag
 */
record Filing(String correspondent, String type, String path, Set<String> tags) {}
