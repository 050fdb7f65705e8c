package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.review.Filter;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.OpenDocument;
import dev.tagwright.classifier.review.Order;
import dev.tagwright.classifier.review.ReviewLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Waiting documents in tw_review and tw_review_suggestion, in plain SQL. */
final class ReviewTables implements ReviewLog {

    /** Nobody else has it before them. */
    private static final String FREE = "(r.claimed_until < ? or r.claimed_by = ?)";

    private static final int AT_ONCE = 100;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;
    private final HeldQueue held;

    ReviewTables(JdbcTemplate jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.held = new HeldQueue(jdbc);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static String written(Set<LabelId> labels) {
        return new TreeSet<>(labels)
                .stream().map(label -> label.kind() + ":" + label.value()).collect(Collectors.joining(" "));
    }

    static Set<LabelId> labels(String written) {
        Set<LabelId> labels = new TreeSet<>();
        for (String one : written.split(" ")) {
            int sign = one.indexOf(':');
            if (sign > 0) {
                labels.add(new LabelId(
                        LabelKind.valueOf(one.substring(0, sign)), Long.parseLong(one.substring(sign + 1))));
            }
        }
        return labels;
    }

    @Override
    public void put(OpenDocument open) {
        long id = open.document().value();
        transaction.executeWithoutResult(status -> {
            jdbc.update(HeldQueue.NEXT_CHANGE);
            int known = jdbc.update(
                    "update tw_review set document_version = ?, looked_at = ?, snapshot = ?, doubt = ?, top = ?,"
                            + " correspondent_id = ?, flags = ?, change_seq = " + HeldQueue.THIS_CHANGE
                            + " where document_id = ?",
                    open.version(),
                    utc(open.at()),
                    open.snapshot(),
                    open.doubt(),
                    open.top(),
                    open.correspondent(),
                    Flag.bits(open.flags()),
                    id);
            if (known == 0) {
                jdbc.update(
                        "insert into tw_review (document_id, document_version, looked_at, snapshot, doubt, top,"
                                + " correspondent_id, flags, claimed_by, claimed_until, change_seq)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, '', ?, " + HeldQueue.THIS_CHANGE + ")",
                        id,
                        open.version(),
                        utc(open.at()),
                        open.snapshot(),
                        open.doubt(),
                        open.top(),
                        open.correspondent(),
                        Flag.bits(open.flags()),
                        utc(Instant.EPOCH));
            }
            jdbc.update("delete from tw_review_suggestion where document_id = ?", id);
            jdbc.batchUpdate(
                    "insert into tw_review_suggestion (document_id, label_kind, label_id, probability, threshold)"
                            + " values (?, ?, ?, ?, ?)",
                    open.suggestions().stream()
                            .map(one -> new Object[] {
                                id, one.label().kind().name(), one.label().value(), one.probability(), one.threshold()
                            })
                            .toList());
        });
    }

    @Override
    public void close(DocumentId document) {
        Long waiting = jdbc.queryForObject(
                "select count(*) from tw_review where document_id = ?", Long.class, document.value());
        if (Objects.requireNonNull(waiting) == 0) {
            // most documents that are looked at wait neither before nor after: these change nothing
            return;
        }
        Long change = transaction.execute(status -> {
            jdbc.update(HeldQueue.NEXT_CHANGE);
            jdbc.update("delete from tw_review_suggestion where document_id = ?", document.value());
            jdbc.update("delete from tw_review where document_id = ?", document.value());
            return Objects.requireNonNull(jdbc.queryForObject(HeldQueue.WHICH_CHANGE, Long.class));
        });
        held.closed(document, Objects.requireNonNull(change));
    }

    @Override
    public Optional<OpenDocument> find(DocumentId document) {
        return Optional.ofNullable(held.one(document));
    }

    @Override
    public List<OpenDocument> all(Order order, String user) {
        Set<Long> skipped = skipped(user);
        List<OpenDocument> all = held.all(order);
        if (skipped.isEmpty()) {
            return all;
        }
        List<OpenDocument> last = new ArrayList<>();
        List<OpenDocument> ordered = new ArrayList<>(all.size());
        for (OpenDocument one : all) {
            (skipped.contains(one.document().value()) ? last : ordered).add(one);
        }
        ordered.addAll(last);
        return ordered;
    }

    @Override
    public List<DocumentId> first(
            Filter filter, Order order, String user, Instant now, boolean skipped, int from, int atMost) {
        return filter.equals(Filter.ALL)
                ? firstOfAll(order, user, now, skipped, from, atMost)
                : firstMeant(filter, order, user, now, skipped, from, atMost);
    }

    /** From an index, however many wait. */
    private List<DocumentId> firstOfAll(Order order, String user, Instant now, boolean skipped, int from, int atMost) {
        String column =
                switch (order) {
                    case DOUBT -> "r.doubt desc";
                    case CERTAIN -> "r.top desc";
                    case NEWEST -> "r.looked_at desc";
                };
        return jdbc.query(
                "select r.document_id from tw_review r where " + FREE + " and " + (skipped ? "" : "not ")
                        + "exists (select 1 from tw_review_skip k where k.document_id = r.document_id and k.user_name = ?)"
                        + " order by " + column + ", r.document_id offset " + from + " rows fetch next " + atMost
                        + " rows only",
                (row, number) -> new DocumentId(row.getLong(1)),
                utc(now),
                user,
                user);
    }

    /** From memory, because no index leads to the first that fits a narrow filter in an order. */
    private List<DocumentId> firstMeant(
            Filter filter, Order order, String user, Instant now, boolean skipped, int from, int atMost) {
        Set<Long> own = skipped(user);
        List<DocumentId> free = new ArrayList<>();
        List<DocumentId> some = new ArrayList<>();
        for (OpenDocument one : held.all(order)) {
            if (filter.means(one) && own.contains(one.document().value()) == skipped) {
                some.add(one.document());
                if (some.size() == AT_ONCE) {
                    addUntaken(some, user, now, free);
                    some.clear();
                    if (free.size() >= from + atMost) {
                        break;
                    }
                }
            }
        }
        addUntaken(some, user, now, free);
        return List.copyOf(free.subList(Math.min(from, free.size()), Math.min(from + atMost, free.size())));
    }

    private void addUntaken(List<DocumentId> some, String user, Instant now, List<DocumentId> free) {
        if (!some.isEmpty()) {
            Set<DocumentId> untaken = untaken(some, user, now);
            some.stream().filter(untaken::contains).forEach(free::add);
        }
    }

    private Set<DocumentId> untaken(List<DocumentId> some, String user, Instant now) {
        Object[] numbers = some.stream().map(DocumentId::value).toArray();
        Set<DocumentId> free = new HashSet<>();
        jdbc.query(
                connection -> {
                    var statement =
                            connection.prepareStatement("select r.document_id from unnest(cast(? as bigint array))"
                                    + " a(id) join tw_review r on r.document_id = a.id where " + FREE);
                    statement.setArray(1, connection.createArrayOf("bigint", numbers));
                    statement.setObject(2, utc(now));
                    statement.setString(3, user);
                    return statement;
                },
                row -> {
                    free.add(new DocumentId(row.getLong(1)));
                });
        return free;
    }

    private Set<Long> skipped(String user) {
        return new HashSet<>(
                jdbc.queryForList("select document_id from tw_review_skip where user_name = ?", Long.class, user));
    }

    @Override
    public List<DocumentId> older(String snapshot, long after, int atMost) {
        return jdbc.query(
                "select document_id from tw_review where snapshot <> ? and document_id > ? order by document_id"
                        + " fetch first " + atMost + " rows only",
                (row, number) -> new DocumentId(row.getLong(1)),
                snapshot,
                after);
    }

    @Override
    public long count() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from tw_review", Long.class));
    }

    @Override
    public void claim(DocumentId document, String user, Instant until) {
        jdbc.update(
                "update tw_review set claimed_by = ?, claimed_until = ? where document_id = ?",
                Cut.to(200, user),
                utc(until),
                document.value());
    }

    @Override
    public void skip(DocumentId document, String user, Instant at) {
        transaction.executeWithoutResult(status -> {
            unskip(document, user);
            jdbc.update(
                    "insert into tw_review_skip (user_name, document_id, skipped_at) values (?, ?, ?)",
                    user,
                    document.value(),
                    utc(at));
        });
    }

    @Override
    public void unskip(DocumentId document, String user) {
        jdbc.update("delete from tw_review_skip where user_name = ? and document_id = ?", user, document.value());
    }

    @Override
    public Optional<PassedOver> passedOver(DocumentId document) {
        return jdbc
                .query(
                        "select labels as passed_labels, flags as passed_flags, user_name as passed_by, passed_at"
                                + " from tw_review_passed where document_id = ?",
                        (row, number) -> passed(row),
                        document.value())
                .stream()
                .findFirst();
    }

    static PassedOver passed(ResultSet row) throws SQLException {
        return new PassedOver(
                labels(row.getString("passed_labels")),
                Flag.of(row.getInt("passed_flags")),
                row.getString("passed_by"),
                row.getTimestamp("passed_at").toInstant());
    }

    @Override
    public void passOver(DocumentId document, @Nullable PassedOver passed) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("delete from tw_review_passed where document_id = ?", document.value());
            if (passed != null) {
                jdbc.update(
                        "insert into tw_review_passed (document_id, labels, flags, user_name, passed_at)"
                                + " values (?, ?, ?, ?, ?)",
                        document.value(),
                        Cut.to(4000, written(passed.labels())),
                        Flag.bits(passed.flags()),
                        Cut.to(200, passed.user()),
                        utc(passed.at()));
            }
        });
    }
}
