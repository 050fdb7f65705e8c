package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is text and what is refuse. */
class NativeTextTest {

    private static final String PROSE = "Please pay the amount within fourteen days of receipt of this invoice. "
            + "Our customer service will be glad to answer any further question about the water supply.";

    @Test
    void proseOfSeveralLanguagesIsSound() {
        assertThat(NativeText.soundness(PROSE, 0)).isEqualTo(1);
        assertThat(NativeText.soundness("Die Rechnung über 12,50 € ist bis zum 3. März fällig.", 0))
                .isEqualTo(1);
        assertThat(NativeText.soundness("请在十四天内付款。谢谢您的合作。", 0)).isEqualTo(1);
        assertThat(NativeText.soundness("حبيبي يا نور العين", 0)).isEqualTo(1);
    }

    @Test
    void nothingIsSound() {
        assertThat(NativeText.soundness(" \n\t", 0)).isEqualTo(1);
    }

    @Test
    void glyphsWithoutACharacterCountAgainstTheText() {
        // 5 of 10
        assertThat(NativeText.soundness("abcde", 5)).isEqualTo(0.5);
    }

    @Test
    void replacementControlAndPrivateCharactersCountAgainstTheText() {
        // 3 of 6
        assertThat(NativeText.soundness("abc\uFFFD\u0003\uE001", 0)).isEqualTo(0.5);
    }

    @Test
    void lettersWithTheirBytesSwappedAreRefuse() {
        StringBuilder swapped = new StringBuilder();
        "Multicolour Black".chars().forEach(c -> swapped.append(c == ' ' ? ' ' : (char) (c << 8)));
        assertThat(NativeText.soundness(swapped, 0)).isZero();
    }

    @Test
    void lettersShiftedByAFontsEncodingAreRefuse() {
        StringBuilder shifted = new StringBuilder();
        // vowels become consonants: a to b, e to f
        PROSE.toLowerCase(java.util.Locale.ROOT)
                .chars()
                .forEach(c -> shifted.append("aeiouy".indexOf(c) >= 0 ? (char) (c + 1) : (char) c));
        assertThat(NativeText.soundness(shifted, 0)).isLessThan(NativeText.SOUND);
    }

    @Test
    void charactersBeyondSixteenBitsAreWholeAlsoFromRightToLeft() {
        String gothic = new StringBuilder()
                .appendCodePoint(0x10330)
                .appendCodePoint(0x10331)
                .toString();
        String hungarian = new StringBuilder()
                .appendCodePoint(0x10C81)
                .appendCodePoint(0x10C80)
                .toString();
        String halves = "" + hungarian.charAt(1) + hungarian.charAt(0) + hungarian.charAt(3) + hungarian.charAt(2);
        assertThat(NativeText.paired("a " + halves + " b " + gothic)).isEqualTo("a " + hungarian + " b " + gothic);
    }
}
