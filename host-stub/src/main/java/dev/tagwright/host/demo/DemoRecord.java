package dev.tagwright.host.demo;

import dev.tagwright.api.LabelKind;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables that remember what the demo has done. */
class DemoRecord {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    DemoRecord(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Which archive was begun. */
    record Begun(long seed, int papers) {}

    Optional<Begun> begun() {
        return jdbc
                .query("select seed, papers from demo_archive", (row, i) -> new Begun(row.getLong(1), row.getInt(2)))
                .stream()
                .findFirst();
    }

    void begin(long seed, int papers) {
        jdbc.update("insert into demo_archive (id, seed, papers, begun_at) values (1, ?, ?, ?)", seed, papers, now());
    }

    /** Returns the papers that were handed in. */
    Set<Long> handedIn() {
        return new HashSet<>(jdbc.queryForList("select paper from demo_paper", Long.class));
    }

    void handedIn(DemoDocument paper, @Nullable Long document, boolean arrived) {
        jdbc.update(
                "insert into demo_paper (paper, document_id, arrived, handed_in_at) values (?, ?, ?, ?)",
                paper.seed(),
                document,
                arrived,
                now());
    }

    void scored(DemoDocument paper, Map<LabelKind, Score> scores) {
        scores.forEach((kind, score) -> jdbc.update(
                "insert into demo_score (paper, kind, right_count, wrong_count, left_count, suggested_count)"
                        + " values (?, ?, ?, ?, ?, ?)",
                paper.seed(),
                kind.name(),
                score.right(),
                score.wrong(),
                score.left(),
                score.suggested()));
    }

    /** Returns the sums of all scores; every kind has one. */
    Map<LabelKind, Score> scores() {
        Map<LabelKind, Score> scores = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            scores.put(kind, Score.NONE);
        }
        jdbc.query(
                "select kind, sum(right_count), sum(wrong_count), sum(left_count), sum(suggested_count)"
                        + " from demo_score group by kind",
                row -> {
                    scores.put(
                            LabelKind.valueOf(row.getString(1)),
                            new Score(row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
                });
        return scores;
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
