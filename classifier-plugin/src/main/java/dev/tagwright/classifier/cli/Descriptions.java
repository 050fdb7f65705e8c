package dev.tagwright.classifier.cli;

import dev.tagwright.api.LabelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What belongs under each label, in words: {@code {"tags": {"label": ["sentence", …]}, "document_type": {…}, …}}. A label
 * without sentences is known by its name alone.
 */
final class Descriptions {

    private static final Map<String, LabelKind> KINDS = Map.of(
            "tags", LabelKind.TAG,
            "correspondent", LabelKind.CORRESPONDENT,
            "document_type", LabelKind.DOCUMENT_TYPE,
            "storage_path", LabelKind.STORAGE_PATH);

    private final String name;
    private final JsonParser parser;

    private Descriptions(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /** Reads a file: of each kind the labels, in alphabetical order, with their sentences. */
    static Map<LabelKind, TreeMap<String, List<String>>> read(Path file) throws BadInputException, IOException {
        String name = String.valueOf(file.getFileName());
        try (JsonParser parser =
                JsonFactory.builder().build().createParser(ObjectReadContext.empty(), Files.newInputStream(file))) {
            return new Descriptions(name, parser).kinds();
        } catch (JacksonException e) {
            throw new BadInputException(name + ": this is no JSON object in UTF-8, see line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ".");
        }
    }

    private Map<LabelKind, TreeMap<String, List<String>>> kinds() throws BadInputException {
        Map<LabelKind, TreeMap<String, List<String>>> kinds = new EnumMap<>(LabelKind.class);
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object with the kinds is expected");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            LabelKind kind = KINDS.get(field);
            if (kind == null) {
                throw bad("kind (" + field + ") is not known, expected is one of tags, correspondent, document_type,"
                        + " storage_path");
            }
            expect(parser.nextToken(), JsonToken.START_OBJECT, "kind (" + field + ") must be an object with labels");
            TreeMap<String, List<String>> labels = kinds.computeIfAbsent(kind, k -> new TreeMap<>());
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String label = parser.currentName();
                if (label.isBlank()) {
                    throw bad("a label of kind (" + field + ") has no name");
                }
                labels.put(label, sentences(label));
            }
        }
        if (kinds.values().stream().allMatch(Map::isEmpty)) {
            throw new BadInputException(name + ": it describes no label.");
        }
        return kinds;
    }

    private List<String> sentences(String label) throws BadInputException {
        expect(parser.nextToken(), JsonToken.START_ARRAY, "label (" + label + ") must have a list of sentences");
        List<String> sentences = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            expect(token, JsonToken.VALUE_STRING, "sentences of label (" + label + ") must be strings");
            if (!parser.getString().isBlank()) {
                sentences.add(parser.getString());
            }
        }
        return sentences;
    }

    private void expect(JsonToken found, JsonToken expected, String what) throws BadInputException {
        if (found != expected) {
            throw bad(what);
        }
    }

    private BadInputException bad(String what) {
        return new BadInputException(
                name + ", line " + Math.max(1, parser.currentTokenLocation().getLineNr()) + ": " + what + ".");
    }
}
