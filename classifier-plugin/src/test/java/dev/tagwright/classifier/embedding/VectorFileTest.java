package dev.tagwright.classifier.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

    private static final ContentKey ONE = ContentKey.of("one");
    private static final ContentKey TWO = ContentKey.of("two");

    @TempDir
    private Path folder;

    @Test
    void vectorsComeBackByWhatTheTextSays() throws Exception {
        Path file = folder.resolve("vectors").resolve("a");
        VectorFile vectors = VectorFile.open(file, 2);
        vectors.keep(ONE, new float[] {0.6f, -0.8f});
        vectors.keep(TWO, new float[] {1, 0});
        VectorFile back = VectorFile.open(file, 2);
        assertThat(back.vector(ContentKey.of("one"))).containsExactly(0.6f, -0.8f);
        assertThat(back.vector(TWO)).containsExactly(1, 0);
        assertThat(back.vector(ContentKey.of("three"))).isNull();
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenIsCutOff() throws Exception {
        Path file = folder.resolve("a");
        VectorFile.open(file, 2).keep(ONE, new float[] {0.6f, -0.8f});
        Files.write(file, new byte[17], StandardOpenOption.APPEND);
        VectorFile mended = VectorFile.open(file, 2);
        mended.keep(TWO, new float[] {1, 0});
        assertThat(Files.size(file)).isEqualTo(2 * (32 + 8));
        assertThat(VectorFile.open(file, 2).vector(TWO)).containsExactly(1, 0);
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() throws Exception {
        VectorFile vectors = VectorFile.open(folder.resolve("a"), 2);
        assertThatThrownBy(() -> vectors.keep(ONE, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a vector has 3 numbers, expected are 2.");
    }
}
