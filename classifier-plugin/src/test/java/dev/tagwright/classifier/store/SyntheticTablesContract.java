package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.synthetic.Measured;
import dev.tagwright.classifier.synthetic.SyntheticDocument;
import dev.tagwright.classifier.synthetic.SyntheticShelf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables of synthetic documents keep, on every database. */
abstract class SyntheticTablesContract {

    private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
    private static final LabelId RENT = new LabelId(LabelKind.TAG, 5_000_000_000L);
    private static final LabelId OFFICE = new LabelId(LabelKind.CORRESPONDENT, 2);

    private Store store;
    private SyntheticShelf shelf;

    abstract DataSource fresh();

    @BeforeEach
    void open() {
        store = new Store(fresh(), getClass().getClassLoader());
        shelf = store.synthetic();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void add(LabelId label, String text, @Nullable DocumentId example) {
        shelf.add(new SyntheticDocument(0, label, text, "m".repeat(300), example, NOW));
    }

    private Measured measured(LabelId label, long last, boolean helped) {
        return new Measured(label, last, 2, 1, 0.25, 0.5, helped, NOW);
    }

    private static List<String> texts(List<SyntheticDocument> documents) {
        return documents.stream().map(SyntheticDocument::text).toList();
    }

    @Test
    void thoseCountThatWereMeasuredAndHelpedAndNoLaterOnes() {
        add(RENT, "one", null);
        add(OFFICE, "two ü", new DocumentId(7));
        add(RENT, "x".repeat(8000), null);
        List<SyntheticDocument> all = shelf.all();
        assertThat(texts(all)).containsExactly("one", "two ü", "x".repeat(8000));
        assertThat(all.get(1).example()).isEqualTo(new DocumentId(7));
        assertThat(all.get(0).example()).isNull();
        assertThat(all.get(0).createdAt()).isEqualTo(NOW);
        assertThat(all.get(0).model()).isEqualTo("m".repeat(199) + "…");
        assertThat(shelf.counts()).isEqualTo(Map.of(RENT, 2, OFFICE, 1));
        assertThat(shelf.helping()).isEmpty();
        assertThat(shelf.state()).isEmpty();

        shelf.measured(List.of(
                measured(RENT, all.get(0).id(), true),
                measured(OFFICE, all.get(1).id(), false)));
        assertThat(texts(shelf.helping())).containsExactly("one");
        String state = shelf.state();
        assertThat(state).isNotEmpty();
        shelf.measured(List.of(measured(RENT, all.get(2).id(), true)));
        assertThat(texts(shelf.helping())).containsExactly("one", "x".repeat(8000));
        assertThat(shelf.state()).isNotEqualTo(state);
        assertThat(shelf.measured())
                .containsExactlyInAnyOrder(
                        measured(OFFICE, all.get(1).id(), false),
                        measured(RENT, all.get(2).id(), true));

        assertThat(shelf.remove(RENT)).isEqualTo(2);
        assertThat(shelf.remove(RENT)).isZero();
        assertThat(shelf.state()).isEmpty();
        assertThat(shelf.measured()).containsExactly(measured(OFFICE, all.get(1).id(), false));
        assertThat(texts(shelf.of(OFFICE))).containsExactly("two ü");
    }

    @Test
    void whatWasWrittenAfterADocumentIsErasedWithIt() {
        add(RENT, "one", new DocumentId(7));
        add(RENT, "two", null);
        store.erasures().erase(List.of(new DocumentId(7)), 1);
        assertThat(texts(shelf.all())).containsExactly("two");
    }
}
