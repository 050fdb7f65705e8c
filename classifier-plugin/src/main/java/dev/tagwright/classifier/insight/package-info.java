/**
 * What people want to know of their labels: how well each is decided on, what another threshold would do, how many more
 * examples it needs, and where its documents lie. Reads what was kept; every class is safe for any number of threads.
 */
@org.jspecify.annotations.NullMarked
package dev.tagwright.classifier.insight;
