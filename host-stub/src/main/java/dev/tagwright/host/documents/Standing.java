package dev.tagwright.host.documents;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How one label stood on a document at one moment.
 *
 * @param refused whether it is one that people took off, rather than one that is on
 * @param label its number
 * @param origin the sort of who put it on
 * @param by who put it on or took it off
 */
record Standing(
        boolean refused,
        LabelId label,
        String origin,
        String by,
        Instant at,
        @Nullable String snapshot,
        @Nullable Double probability,
        @Nullable Double threshold,
        String reason,
        @Nullable String run) {

    /** Which of two moments of the same thing. */
    record Key(boolean refused, LabelId label) {}

    Key key() {
        return new Key(refused, label);
    }

    static Standing read(ResultSet row, int number) throws SQLException {
        return new Standing(
                row.getString("sort").equals("REMOVAL"),
                new LabelId(LabelKind.valueOf(row.getString("kind")), row.getLong("label_id")),
                row.getString("origin"),
                row.getString("set_by"),
                row.getTimestamp("set_at").toInstant(),
                row.getString("snapshot"),
                number(row, "probability"),
                number(row, "threshold"),
                row.getString("reason"),
                row.getString("run"));
    }

    private static @Nullable Double number(ResultSet row, String name) throws SQLException {
        double value = row.getDouble(name);
        return row.wasNull() ? null : value;
    }

    /** Returns the columns of a row, after those of the table that it goes to. */
    @Nullable
    Object[] columns(@Nullable Object... before) {
        @Nullable Object[] all = new @Nullable Object[before.length + 10];
        System.arraycopy(before, 0, all, 0, before.length);
        @Nullable
        Object[] own = {
            label.value(),
            label.kind().name(),
            origin,
            by,
            at.atOffset(ZoneOffset.UTC),
            snapshot,
            probability,
            threshold,
            reason,
            run
        };
        System.arraycopy(own, 0, all, before.length, own.length);
        return all;
    }
}
