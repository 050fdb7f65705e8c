package dev.tagwright.host.pages;

import java.util.Optional;

/**
 * Something that goes on by itself and tells people about it at the top of each page, such as an archive that arrives.
 * Any bean can be one. Asked every few seconds by each open page: answers from memory. Safe for any number of threads.
 */
public interface Announcer {

    /** Returns what goes on now; empty when there is nothing to tell. */
    Optional<Announcement> announcement();
}
