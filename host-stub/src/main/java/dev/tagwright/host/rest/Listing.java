package dev.tagwright.host.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param count how many the whole list has
 * @param next where the next page is; null on the last
 * @param previous where the page before is; null on the first
 * @param results in order
 */
record Listing<T>(
        long count, @Nullable String next, @Nullable String previous, List<T> results) {

    Listing {
        results = List.copyOf(results);
    }
}
