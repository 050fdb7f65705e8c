package dev.tagwright.classifier.pages;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.review.Filter;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.Order;
import dev.tagwright.classifier.web.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which waiting documents an address asks for: a filter, an order and a page. What is absent is not asked for. */
record Wanted(Filter filter, Order order, int page) {

    private static final int LAST_PAGE = 1_000_000;

    static Wanted of(HttpServletRequest request) {
        int from = percent(request, "from", 0);
        int to = percent(request, "to", 100);
        String correspondent = text(request, "correspondent");
        try {
            Filter filter = new Filter(
                    key(text(request, "label")).orElse(null),
                    one(LabelKind.class, "kind", text(request, "kind")),
                    correspondent.isEmpty() ? -1 : Long.parseLong(correspondent),
                    Math.min(from, to) / 100.0,
                    Math.max(from, to) / 100.0,
                    one(Flag.class, "flag", text(request, "flag")));
            Order order = one(Order.class, "order", text(request, "order"));
            String page = text(request, "page");
            return new Wanted(
                    filter,
                    order == null ? Order.DOUBT : order,
                    page.isEmpty() ? 1 : Math.max(1, Math.min(LAST_PAGE, Integer.parseInt(page))));
        } catch (NumberFormatException e) {
            throw new Refusals.NotUnderstood("correspondent and page must be whole numbers.");
        }
    }

    /** Reads what {@link #key(LabelId)} wrote; empty for what is none. */
    static Optional<LabelId> key(String key) {
        int sign = key.indexOf('-');
        if (sign < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LabelId(LabelKind.valueOf(key.substring(0, sign)), Long.parseLong(key.substring(sign + 1))));
        } catch (IllegalArgumentException e) {
            throw new Refusals.NotUnderstood("a label must be a kind and a number such as TAG-3.");
        }
    }

    /** Names a label in addresses and forms. */
    static String key(LabelId label) {
        return label.kind().name() + "-" + label.value();
    }

    private static int percent(HttpServletRequest request, String name, int otherwise) {
        String value = text(request, name);
        try {
            return value.isEmpty() ? otherwise : Math.max(0, Math.min(100, Integer.parseInt(value)));
        } catch (NumberFormatException e) {
            throw new Refusals.NotUnderstood(name + " must be a whole number of percent.");
        }
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String name, String value) {
        if (value.isEmpty()) {
            return null;
        }
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusals.NotUnderstood(name + " must be one of " + List.of(type.getEnumConstants()) + ".");
        }
    }

    private static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    /** Returns the same as a part of an address, without the page; begins with a question mark if there is anything. */
    String query() {
        List<String> parts = new ArrayList<>();
        if (order != Order.DOUBT) {
            parts.add("order=" + order);
        }
        LabelId label = filter.label();
        if (label != null) {
            parts.add("label=" + key(label));
        }
        LabelKind kind = filter.kind();
        if (kind != null) {
            parts.add("kind=" + kind);
        }
        if (filter.correspondent() >= 0) {
            parts.add("correspondent=" + filter.correspondent());
        }
        if (filter.from() > 0) {
            parts.add("from=" + Math.round(filter.from() * 100));
        }
        if (filter.to() < 1) {
            parts.add("to=" + Math.round(filter.to() * 100));
        }
        Flag flag = filter.flag();
        if (flag != null) {
            parts.add("flag=" + flag);
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
