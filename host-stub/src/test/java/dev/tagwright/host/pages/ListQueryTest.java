package dev.tagwright.host.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListQueryTest {

    @Test
    void anAddressSaysWhatItWasMadeFrom() {
        ListQuery query = ListQuery.of(Map.of(
                "view", new String[] {"inbox"},
                "q", new String[] {" water & gas "},
                "tag", new String[] {"4", "", "7"},
                "correspondent", new String[] {"0"},
                "from", new String[] {"2025-01-31"},
                "sort", new String[] {"title"},
                "page", new String[] {"3"}));

        assertThat(query.view()).isEqualTo(ListQuery.View.INBOX);
        assertThat(query.words()).isEqualTo("water & gas");
        assertThat(query.tags()).containsExactly(4L, 7L);
        assertThat(query.single()).containsExactly(Map.entry(LabelKind.CORRESPONDENT, 0L));
        assertThat(query.from()).isEqualTo(LocalDate.of(2025, 1, 31));
        assertThat(query.address())
                .isEqualTo("/documents?view=inbox&q=water%20%26%20gas&tag=4&tag=7&correspondent=0&from=2025-01-31"
                        + "&sort=title&page=3");
    }

    @Test
    void valuesThatMakeNoSenseAreAsGoodAsNone() {
        ListQuery query = ListQuery.of(Map.of(
                "view", new String[] {"<script>"},
                "tag", new String[] {"x", "-2"},
                "type", new String[] {"9999999999999999999999"},
                "to", new String[] {"yesterday"},
                "sort", new String[] {""},
                "page", new String[] {"-1"}));

        assertThat(query).isEqualTo(ListQuery.of(Map.of()));
        assertThat(query.address()).isEqualTo("/documents");
        assertThat(query.narrowed()).isFalse();
    }

    @Test
    void leavingOutATagKeepsTheOthersAndGoesToTheFirstPage() {
        ListQuery query = ListQuery.of(Map.of("tag", new String[] {"4", "7"}, "page", new String[] {"5"}));

        assertThat(query.withoutTag(4).tags()).isEqualTo(List.of(7L));
        assertThat(query.withoutTag(4).page()).isEqualTo(1);
    }
}
