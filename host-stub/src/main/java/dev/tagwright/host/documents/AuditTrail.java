package dev.tagwright.host.documents;

import dev.tagwright.host.users.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Every change that people, rules and plugins made, of documents and of all else, in the order of time. */
@Component
public class AuditTrail {

    private static final int FETCH = 500;

    private static final String LINES =
            "select at, origin, actor, what, document_id as subject_id, label_kind, label_id, before_value, after_value,"
                    + " reason, snapshot, run, 0 as source, id from document_history where at >= ? and at < ?"
                    + " union all select at, origin, actor, what, subject_id, cast(null as varchar(20)),"
                    + " cast(null as bigint), cast(null as varchar(1100)), cast(null as varchar(1100)), detail,"
                    + " cast(null as varchar(200)), cast(null as varchar(200)), 1 as source, id from audit_entry"
                    + " where at >= ? and at < ? order by 1, 13, 14";

    private final JdbcTemplate jdbc;

    AuditTrail(DataSource source) {
        // a template of its own: the rows are many and go out as they come
        this.jdbc = new JdbcTemplate(source);
        jdbc.setFetchSize(FETCH);
    }

    /**
     * One change.
     *
     * @param origin PERSON, RULE, PLUGIN or HOST
     * @param actor the user's name, the plugin's id, or {@code rules} or {@code host}
     * @param subject what the number is of, such as document or label
     * @param before how it was, of a document; null where that is not told
     * @param after how it is, of a document; null where that is not told
     * @param reason why, or what there is to tell; may be empty
     * @param snapshot what decided; null where nothing learned did
     * @param run the training or rework that it was part of; null where it was part of none
     */
    public record Line(
            Instant at,
            String origin,
            String actor,
            String what,
            String subject,
            @Nullable Long number,
            @Nullable String labelKind,
            @Nullable Long label,
            @Nullable String before,
            @Nullable String after,
            String reason,
            @Nullable String snapshot,
            @Nullable String run) {}

    /** Hands on every change from a time (included) to another (excluded), oldest first, one at a time. */
    @Transactional(readOnly = true)
    public void forEach(Instant from, Instant to, Consumer<Line> reader) {
        var first = from.atOffset(ZoneOffset.UTC);
        var last = to.atOffset(ZoneOffset.UTC);
        jdbc.query(
                LINES,
                row -> {
                    reader.accept(line(row));
                },
                first,
                last,
                first,
                last);
    }

    private static Line line(ResultSet row) throws SQLException {
        String what = row.getString("what");
        boolean ofDocument = row.getInt("source") == 0;
        return new Line(
                row.getTimestamp("at").toInstant(),
                row.getString("origin"),
                row.getString("actor"),
                what,
                ofDocument ? "document" : Audit.What.valueOf(what).subject(),
                row.getObject("subject_id", Long.class),
                row.getString("label_kind"),
                row.getObject("label_id", Long.class),
                row.getString("before_value"),
                row.getString("after_value"),
                row.getString("reason"),
                row.getString("snapshot"),
                row.getString("run"));
    }
}
