package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuggestedDatesTest {

    @Test
    @DisplayName("paperless-ngx 55: 12.04.2022 is the twelfth of April")
    void theDayComesFirst() {
        assertThat(SuggestedDates.in("Paid on 12.04.2022.", 3)).containsExactly("2022-04-12");
    }

    @Test
    void monthsAreReadInThreeLanguages() {
        assertThat(SuggestedDates.in("3 March 2021, 4. Mai 2021, 5 août 2021, December 6, 2021, 1er févr. 2022", 9))
                .containsExactly("2021-03-03", "2021-05-04", "2021-08-05", "2021-12-06", "2022-02-01");
    }

    @Test
    void differentDaysComeInTheOrderOfTheTextUpToTheMost() {
        assertThat(SuggestedDates.in("2024-02-29 29/02/2024 1.1.2020 2.1.2020 3.1.2020", 3))
                .containsExactly("2024-02-29", "2020-01-01", "2020-01-02");
    }

    @Test
    void whatIsNoDayIsLeftAlone() {
        assertThat(SuggestedDates.in("31.02.2022 99.99.2022 1.2.3.2022 2022-13-01 12.04.20221 01.01.0001", 9))
                .isEmpty();
    }
}
