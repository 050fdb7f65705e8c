package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.extraction.Message.Alive;
import dev.tagwright.classifier.extraction.Message.Ended;
import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.Opened;
import dev.tagwright.classifier.extraction.Message.Outcome;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames between service and worker. */
class MessageTest {

    private static final List<Message> ALL = List.of(
            new Job("/a/ü.pdf", 300, "eng+deu", true, 2, 50, 100, 1L << 40, 1L << 41, 7, 9, 60_000),
            new Opened("application/pdf", 3),
            new Alive(),
            new PageRead(
                    2,
                    How.OCR,
                    "Grüße\n\uD83D\uDE00",
                    0.75,
                    1,
                    270,
                    new Message.Reader("Tesseract 5.5.2", "eng+deu", 300),
                    1234),
            new Ended(Outcome.REFUSED, "Why."));

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Message message : ALL) {
            Message.write(out, message);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        for (Message message : ALL) {
            assertThat(Message.read(in)).isEqualTo(message);
        }
        assertThat(Message.read(in)).isNull();
    }

    @Test
    void aFrameCutAnywhereIsTheEndOfTheStream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Message.write(out, ALL.get(3));
        byte[] whole = out.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Message.read(new ByteArrayInputStream(Arrays.copyOf(whole, length))))
                    .isNull();
        }
    }

    @Test
    void whatIsNoFrameIsAnError() {
        assertThatThrownBy(() -> Message.read(new ByteArrayInputStream("printed".getBytes("UTF-8"))))
                .isInstanceOf(IOException.class)
                .hasMessage("frame of 1886546286 bytes");
        assertThatThrownBy(() -> Message.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 1, 99})))
                .isInstanceOf(IOException.class)
                .hasMessage("frame of unknown kind 99");
        assertThatThrownBy(() -> Message.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 2, 2, 0})))
                .isInstanceOf(IOException.class)
                .hasMessage("frame of 2 bytes that ends too early");
    }
}
