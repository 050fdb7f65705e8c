package dev.tagwright.host.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Which page of a list is wanted. */
record Paging(int page, int size) {

    static final int DEFAULT_SIZE = 25;
    static final int LARGEST_SIZE = 100_000;

    static Paging of(@Nullable Integer page, @Nullable Integer size) {
        int number = page == null ? 1 : page;
        int length = size == null ? DEFAULT_SIZE : size;
        if (number < 1) {
            throw new BadRequest("page", "page (" + number + ") must be at least 1.");
        }
        if (length < 1 || length > LARGEST_SIZE) {
            throw new BadRequest("page_size", "page_size (" + length + ") must be in 1 to " + LARGEST_SIZE + ".");
        }
        if ((long) (number - 1) * length > Integer.MAX_VALUE) {
            throw new NotFound("There is no page " + number + ".");
        }
        return new Paging(number, length);
    }

    /** Puts the part of a list that was read into its frame. */
    <T> Listing<T> frame(long total, List<T> results) {
        long pages = Math.max(1, (total + size - 1) / size);
        if (page > pages) {
            throw new NotFound("There is no page " + page + ", the last one is " + pages + ".");
        }
        return new Listing<>(total, page < pages ? link(page + 1) : null, page > 1 ? link(page - 1) : null, results);
    }

    /** Cuts a page out of a list that lies in memory. */
    <T> Listing<T> cut(List<T> all) {
        int from = Math.min(all.size(), (page - 1) * size);
        return frame(all.size(), all.subList(from, Math.min(all.size(), from + size)));
    }

    private static String link(int page) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("page", page)
                .build(true)
                .toUriString();
    }
}
