package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a corpus, one JSON object a line, as a stream; compressed by gzip or not. Fields that are not known are passed
 * over.
 */
final class CorpusReader implements AutoCloseable {

    private static final Map<String, LabelKind> SINGLE = Map.of(
            "correspondent", LabelKind.CORRESPONDENT,
            "document_type", LabelKind.DOCUMENT_TYPE,
            "storage_path", LabelKind.STORAGE_PATH);

    private final String name;
    private final JsonParser parser;
    private long lineBefore;

    /**
     * @param name what messages call it
     * @param in closed with this reader
     */
    CorpusReader(String name, InputStream in) throws BadInputException, IOException {
        this.name = name;
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        this.parser = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build()
                .createParser(ObjectReadContext.empty(), gzip ? unzipped(buffered) : buffered);
    }

    private InputStream unzipped(InputStream in) throws BadInputException, IOException {
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (ZipException | EOFException e) {
            throw new BadInputException(name + ": begins like a file compressed by gzip and is none.");
        }
    }

    /** Returns the next document, or null at the end. */
    @Nullable
    CorpusDocument next() throws BadInputException, IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw bad(line(), "a JSON object is expected, found " + found(token));
            }
            return document();
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw new BadInputException(name + ": cannot be read: " + io.getMessage());
            }
            throw bad(
                    line(),
                    "this is no JSON object in UTF-8, see column "
                            + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
    }

    private CorpusDocument document() throws BadInputException {
        long line = line();
        if (line == lineBefore) {
            throw bad(line, "a second JSON object begins, one a line is expected");
        }
        lineBefore = line;
        Set<String> given = new HashSet<>();
        String id = null;
        String text = null;
        boolean test = false;
        Map<LabelKind, Set<String>> labels = new EnumMap<>(LabelKind.class);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!given.add(field)) {
                throw bad(line, "field (" + field + ") is given twice, once is expected");
            }
            LabelKind kind = SINGLE.get(field);
            if (kind != null) {
                labels.put(kind, single(line, field, value));
                continue;
            }
            switch (field) {
                case "id" -> id = value == JsonToken.VALUE_NUMBER_INT ? parser.getString() : string(line, field, value);
                case "text" -> text = string(line, field, value);
                case "split" -> test = split(line, value);
                case "tags" -> labels.put(LabelKind.TAG, list(line, field, value));
                default -> parser.skipChildren();
            }
        }
        if (id == null || id.isEmpty()) {
            throw bad(line, "field (id) is missing, a string that is not empty is expected");
        }
        if (text == null) {
            throw bad(line, "field (text) is missing, a string is expected");
        }
        return new CorpusDocument(line, id, test, text, labels);
    }

    private boolean split(long line, JsonToken value) throws BadInputException {
        String split = string(line, "split", value);
        if (!split.equals("train") && !split.equals("test")) {
            throw bad(line, "field (split) must be train or test");
        }
        return split.equals("test");
    }

    private Set<String> single(long line, String field, JsonToken value) throws BadInputException {
        if (value == JsonToken.VALUE_NULL) {
            return Set.of();
        }
        if (value != JsonToken.VALUE_STRING || parser.getString().isEmpty()) {
            throw bad(line, "field (" + field + ") must be a string that is not empty, or null, found " + found(value));
        }
        return Set.of(parser.getString());
    }

    private Set<String> list(long line, String field, JsonToken value) throws BadInputException {
        if (value != JsonToken.START_ARRAY) {
            throw bad(line, "field (" + field + ") must be a list of strings, found " + found(value));
        }
        Set<String> labels = new TreeSet<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING || parser.getString().isEmpty()) {
                throw bad(
                        line,
                        "field (" + field + ") must be a list of strings that are not empty, found " + found(token)
                                + " in it");
            }
            labels.add(parser.getString());
        }
        return labels;
    }

    private String string(long line, String field, JsonToken value) throws BadInputException {
        if (value != JsonToken.VALUE_STRING) {
            throw bad(line, "field (" + field + ") must be a string, found " + found(value));
        }
        return parser.getString();
    }

    private String found(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> parser.getString().isEmpty() ? "an empty string" : "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> token.name().toLowerCase(Locale.ROOT);
        };
    }

    private long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private BadInputException bad(long line, String what) {
        return new BadInputException(name + ", line " + Math.max(1, line) + ": " + what + ".");
    }

    @Override
    public void close() {
        parser.close();
    }
}
