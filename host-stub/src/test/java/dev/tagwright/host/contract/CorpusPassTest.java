package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The pass over the training documents asks a bounded number of questions. */
// a host of its own, without another test's documents
@SpringBootTest(properties = "spring.application.name=corpus-pass")
@ContextConfiguration(initializers = TestHost.class)
@DirtiesContext
class CorpusPassTest {

    @Autowired
    private DataSource pool;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Changes changes;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private ArrivalRules rules;

    @Test
    void twoQueriesServeFiveHundredDocuments() {
        jdbc.update("insert into label (kind, name, name_key, description, algorithm, match_text, insensitive, colour,"
                + " inbox, template, created_at, modified_at) select 'TAG', 'pass' || x, 'pass' || x, '', 'AUTO', '',"
                + " true, '#000000', false, '', current_timestamp, current_timestamp from system_range(1, 3) x");
        List<Long> tags = jdbc.queryForList("select id from label where name_key like 'pass%' order by id", Long.class);
        jdbc.update("insert into document (title, original_name, media_type, sha256, size_bytes, created_on, added_at,"
                + " modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason, decided_state,"
                + " decided_reason, decided_snapshot, decided_version, file_path) select 't', 'n', 'm', 'h' || x, 1,"
                + " current_date, current_timestamp, current_timestamp, false, x, 1, mod(x, 11) = 0, 'READ', '',"
                + " 'WAITING', '', '', 0, 'p' || x from system_range(1, 1320) x");
        jdbc.update("insert into document_text select id, 'text ' || version from document");
        tags.forEach(tag -> jdbc.update(
                "insert into document_label (document_id, label_id, kind, origin, set_by, set_at, reason)"
                        + " select id, ?, 'TAG', 'PERSON', 'anna', current_timestamp, '' from document",
                tag));
        StatementLog log = new StatementLog(pool);
        StoredCorpus corpus = new StoredCorpus(changes, documents, documentLabels, rules, jdbc, log);
        List<HostDocument> seen = new ArrayList<>();
        corpus.forEachTrainingDocument(seen::add);
        assertThat(seen).hasSize(1200).allSatisfy(document -> {
            assertThat(document.text()).isEqualTo("text " + document.version());
            assertThat(document.labels())
                    .isEqualTo(Map.of(
                            new LabelId(LabelKind.TAG, tags.get(0)), Origin.PERSON,
                            new LabelId(LabelKind.TAG, tags.get(1)), Origin.PERSON,
                            new LabelId(LabelKind.TAG, tags.get(2)), Origin.PERSON));
        });
        assertThat(log.take()).hasSize(6);
        assertThat(corpus.countTrainingDocuments()).isEqualTo(1200);
    }
}
