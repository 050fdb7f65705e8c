package dev.tagwright.classifier.extraction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service and a worker process say to each other. On the wire each message is a frame: its length as four
 * bytes (the highest first), one byte for its kind, then its fields.
 */
sealed interface Message {

    /** No honest message is longer: a page's text is the longest. */
    int MOST_BYTES = 256 << 20;

    /** How a page's text was got, as {@code api.Extraction.How}; the worker does without the contract's classes. */
    enum How {
        NATIVE,
        OCR,
        NONE
    }

    /** How a file ended. */
    enum Outcome {
        READ,
        /** What follows the pages that came is damaged or more than is read. */
        PARTIAL,
        REFUSED,
        /** OCR or a language is not there. */
        POSTPONED,
        /** Too much for the memory of the worker, which ends itself now. */
        OUT_OF_MEMORY
    }

    /** Service to worker: read this file. */
    record Job(
            String path,
            int dpi,
            String languages,
            boolean forceOcr,
            int threads,
            int nativeMinimum,
            int pages,
            long pixels,
            long picturePixels,
            int characters,
            int expansion,
            long pageMillis)
            implements Message {

        /** Returns how long OCR of one page may take: less than what ends the process. */
        Duration ocrTime() {
            return Duration.ofMillis(pageMillis * 9 / 5);
        }
    }

    /** Worker to service: the file has so many pages. */
    record Opened(String mediaType, int pages) implements Message {}

    /** Worker to service: some step was made; only says that the worker lives. */
    record Alive() implements Message {}

    /**
     * Worker to service: one page, in any order.
     *
     * @param number from 1
     * @param confidence mean of its lines, in [0, 1]
     * @param lines that the mean is over
     * @param by what read it
     * @param millis that it took
     * @param words where words of the text stand on the page; may be empty
     */
    record PageRead(
            int number,
            How how,
            String text,
            double confidence,
            int lines,
            int rotation,
            Reader by,
            long millis,
            List<WordPlaces.Word> words)
            implements Message {

        /** A page of which no places are known. */
        PageRead(int number, How how, String text, double confidence, int lines, int rotation, Reader by, long millis) {
            this(number, how, text, confidence, lines, rotation, by, millis, List.of());
        }

        /** The same, knowing how long it took. */
        PageRead took(long newMillis) {
            return new PageRead(number, how, text, confidence, lines, rotation, by, newMillis, words);
        }

        /** The same, knowing where words were seen. */
        PageRead placed(List<WordPlaces.Placed> seen) {
            List<WordPlaces.Word> places = WordPlaces.in(text, seen);
            return new PageRead(number, how, text, confidence, lines, rotation, by, millis, places);
        }

        /** A page that has no text. */
        static PageRead none(int number) {
            return new PageRead(number, How.NONE, "", 0, 0, 0, Reader.NONE, 0);
        }
    }

    /**
     * What reads text.
     *
     * @param engine with its version; empty for none
     * @param languages that OCR looks for; empty without OCR
     * @param dpi of the picture that OCR reads; 0 without OCR, or if that is not known
     */
    record Reader(String engine, String languages, int dpi) {
        static final Reader NONE = new Reader("", "", 0);
    }

    /** Worker to service: the last word on a file. */
    record Ended(Outcome outcome, String reason) implements Message {}

    /** Writes one frame and flushes. Not thread-safe. */
    static void write(OutputStream out, Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream data = new DataOutputStream(bytes);
        if (message instanceof Job job) {
            data.writeByte(1);
            text(data, job.path);
            data.writeInt(job.dpi);
            text(data, job.languages);
            data.writeBoolean(job.forceOcr);
            data.writeInt(job.threads);
            data.writeInt(job.nativeMinimum);
            data.writeInt(job.pages);
            data.writeLong(job.pixels);
            data.writeLong(job.picturePixels);
            data.writeInt(job.characters);
            data.writeInt(job.expansion);
            data.writeLong(job.pageMillis);
        } else if (message instanceof Opened opened) {
            data.writeByte(2);
            text(data, opened.mediaType);
            data.writeInt(opened.pages);
        } else if (message instanceof Alive) {
            data.writeByte(3);
        } else if (message instanceof PageRead page) {
            data.writeByte(4);
            data.writeInt(page.number);
            data.writeByte(page.how.ordinal());
            text(data, page.text);
            data.writeDouble(page.confidence);
            data.writeInt(page.lines);
            data.writeInt(page.rotation);
            text(data, page.by.engine);
            text(data, page.by.languages);
            data.writeInt(page.by.dpi);
            data.writeLong(page.millis);
            words(data, page.words);
        } else if (message instanceof Ended ended) {
            data.writeByte(5);
            data.writeByte(ended.outcome.ordinal());
            text(data, ended.reason);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(bytes.size() + 4);
        new DataOutputStream(frame).writeInt(bytes.size());
        bytes.writeTo(frame);
        out.write(frame.toByteArray());
        out.flush();
    }

    /**
     * Reads one frame.
     *
     * @return null at the end of the stream
     * @throws IOException if what comes is no frame
     */
    static @Nullable Message read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length;
        try {
            length = data.readInt();
        } catch (EOFException end) {
            return null;
        }
        if (length < 1 || length > MOST_BYTES) {
            throw new IOException("frame of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            return null;
        }
        try {
            return parse(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (EOFException | IndexOutOfBoundsException | UncheckedIOException e) {
            throw new IOException("frame of " + length + " bytes that ends too early", e);
        }
    }

    private static Message parse(DataInputStream data) throws IOException {
        byte kind = data.readByte();
        return switch (kind) {
            case 1 ->
                new Job(
                        text(data),
                        data.readInt(),
                        text(data),
                        data.readBoolean(),
                        data.readInt(),
                        data.readInt(),
                        data.readInt(),
                        data.readLong(),
                        data.readLong(),
                        data.readInt(),
                        data.readInt(),
                        data.readLong());
            case 2 -> new Opened(text(data), data.readInt());
            case 3 -> new Alive();
            case 4 ->
                new PageRead(
                        data.readInt(),
                        How.values()[data.readByte()],
                        text(data),
                        data.readDouble(),
                        data.readInt(),
                        data.readInt(),
                        new Reader(text(data), text(data), data.readInt()),
                        data.readLong(),
                        words(data));
            case 5 -> new Ended(Outcome.values()[data.readByte()], text(data));
            default -> throw new IOException("frame of unknown kind " + kind);
        };
    }

    private static void words(DataOutputStream data, List<WordPlaces.Word> words) throws IOException {
        data.writeInt(words.size());
        for (WordPlaces.Word word : words) {
            data.writeInt(word.start());
            data.writeInt(word.length());
            data.writeInt(word.left());
            data.writeInt(word.top());
            data.writeInt(word.width());
            data.writeInt(word.height());
        }
    }

    private static List<WordPlaces.Word> words(DataInputStream data) throws IOException {
        int count = data.readInt();
        if (count < 0 || count > WordPlaces.MOST) {
            throw new IOException("a page with the places of " + count + " words");
        }
        List<WordPlaces.Word> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            words.add(new WordPlaces.Word(
                    data.readInt(), data.readInt(), data.readInt(), data.readInt(), data.readInt(), data.readInt()));
        }
        return words;
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static String text(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > data.available()) {
            throw new EOFException();
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }
}
