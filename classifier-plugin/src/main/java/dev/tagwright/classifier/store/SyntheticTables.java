package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.synthetic.Measured;
import dev.tagwright.classifier.synthetic.SyntheticDocument;
import dev.tagwright.classifier.synthetic.SyntheticShelf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** What was made up in tw_synthetic, what was measured of it in tw_synthetic_measured. */
final class SyntheticTables implements SyntheticShelf {

    private static final int LONGEST_MODEL = 200;
    private static final String COLUMNS =
            "select d.id, d.label_kind, d.label_id, d.content, d.model, d.document_id, d.created_at from tw_synthetic d ";
    private static final String HELPING =
            "join tw_synthetic_measured m on m.label_kind = d.label_kind and m.label_id = d.label_id"
                    + " where m.helped and d.id <= m.last_id ";

    private final JdbcTemplate jdbc;
    private final TransactionOperations transaction;

    SyntheticTables(JdbcTemplate jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void add(SyntheticDocument document) {
        DocumentId example = document.example();
        transaction.executeWithoutResult(status -> jdbc.update(
                "insert into tw_synthetic (label_kind, label_id, content, model, document_id, created_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                document.label().kind().name(),
                document.label().value(),
                document.text(),
                Cut.to(LONGEST_MODEL, document.model()),
                example == null ? null : example.value(),
                Timestamp.from(document.createdAt())));
    }

    @Override
    public List<SyntheticDocument> all() {
        return query(COLUMNS + "order by d.id");
    }

    @Override
    public List<SyntheticDocument> of(LabelId label) {
        return query(
                COLUMNS + "where d.label_kind = ? and d.label_id = ? order by d.id",
                label.kind().name(),
                label.value());
    }

    @Override
    public List<SyntheticDocument> helping() {
        return query(COLUMNS + HELPING + "order by d.id");
    }

    private List<SyntheticDocument> query(String sql, Object... arguments) {
        return Objects.requireNonNull(
                transaction.execute(status -> jdbc.query(sql, (row, number) -> document(row), arguments)));
    }

    private static SyntheticDocument document(ResultSet row) throws SQLException {
        long example = row.getLong("document_id");
        return new SyntheticDocument(
                row.getLong("id"),
                label(row),
                row.getString("content"),
                row.getString("model"),
                example == 0 ? null : new DocumentId(example),
                row.getTimestamp("created_at").toInstant());
    }

    private static LabelId label(ResultSet row) throws SQLException {
        return new LabelId(LabelKind.valueOf(row.getString("label_kind")), row.getLong("label_id"));
    }

    @Override
    public Map<LabelId, Integer> counts() {
        Map<LabelId, Integer> counts = new HashMap<>();
        transaction.executeWithoutResult(status -> jdbc.query(
                "select label_kind, label_id, count(*) as many from tw_synthetic group by label_kind, label_id",
                row -> {
                    counts.put(label(row), row.getInt("many"));
                }));
        return counts;
    }

    @Override
    public int remove(LabelId label) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.update(
                    "delete from tw_synthetic_measured where label_kind = ? and label_id = ?",
                    label.kind().name(),
                    label.value());
            return jdbc.update(
                    "delete from tw_synthetic where label_kind = ? and label_id = ?",
                    label.kind().name(),
                    label.value());
        }));
    }

    @Override
    public void measured(Collection<Measured> labels) {
        transaction.executeWithoutResult(status -> labels.forEach(one -> {
            jdbc.update(
                    "delete from tw_synthetic_measured where label_kind = ? and label_id = ?",
                    one.label().kind().name(),
                    one.label().value());
            jdbc.update(
                    "insert into tw_synthetic_measured (label_kind, label_id, last_id, documents, examples, f1_without,"
                            + " f1_with, helped, measured_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    one.label().kind().name(),
                    one.label().value(),
                    one.last(),
                    one.documents(),
                    one.examples(),
                    one.without(),
                    one.with(),
                    one.helped(),
                    Timestamp.from(one.at()));
        }));
    }

    @Override
    public List<Measured> measured() {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.query(
                "select * from tw_synthetic_measured order by label_kind, label_id",
                (row, number) -> new Measured(
                        label(row),
                        row.getLong("last_id"),
                        row.getInt("documents"),
                        row.getInt("examples"),
                        row.getDouble("f1_without"),
                        row.getDouble("f1_with"),
                        row.getBoolean("helped"),
                        row.getTimestamp("measured_at").toInstant()))));
    }

    @Override
    public String state() {
        String state = transaction.execute(status -> jdbc.queryForObject(
                "select count(*), coalesce(max(d.id), 0), coalesce(sum(d.id), 0) from tw_synthetic d " + HELPING,
                (row, number) ->
                        row.getLong(1) == 0 ? "" : row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3)));
        return Objects.requireNonNullElse(state, "");
    }
}
