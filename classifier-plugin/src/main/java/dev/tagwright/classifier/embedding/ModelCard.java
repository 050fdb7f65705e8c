package dev.tagwright.classifier.embedding;

import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How texts are given to a model: from its {@code config.json}, its card ({@code README.md}), and from
 * {@code embedding.properties}, which wins.
 *
 * @param query what goes before a document
 * @param passage what goes before a description
 * @param maxTokens of one chunk, special tokens included, from 16 to 512
 * @param dimension that the model says it has; 0 if it does not say
 */
record ModelCard(String query, String passage, int maxTokens, int dimension) {

    static final int MOST_TOKENS = 512;
    private static final int FEWEST_TOKENS = 16;
    private static final int MOST_BYTES = 1 << 20;
    private static final String E5_QUERY = "query: ";
    private static final String E5_PASSAGE = "passage: ";
    private static final String PROPERTIES = "embedding.properties";

    static ModelCard read(Path folder) throws IOException, ModelRefusedException {
        JsonNode config = config(folder);
        String card = text(folder.resolve("README.md"));
        boolean e5 = card.contains(E5_QUERY) && card.contains(E5_PASSAGE);
        Properties own = new Properties();
        own.load(new StringReader(text(folder.resolve(PROPERTIES))));
        return new ModelCard(
                own.getProperty("query", e5 ? E5_QUERY : ""),
                own.getProperty("passage", e5 ? E5_PASSAGE : ""),
                number(folder, own, "max-tokens", positions(config), FEWEST_TOKENS, MOST_TOKENS),
                number(folder, own, "dimension", config.path("hidden_size").asInt(0), 0, 1 << 16));
    }

    private static int positions(JsonNode config) {
        int positions = config.path("max_position_embeddings").asInt(MOST_TOKENS);
        if (config.path("model_type").asString("").contains("roberta")) {
            // these count positions from behind the number of the padding token
            positions -= config.path("pad_token_id").asInt(1) + 1;
        }
        return Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, positions));
    }

    private static JsonNode config(Path folder) throws IOException, ModelRefusedException {
        String text = text(folder.resolve("config.json"));
        try {
            return JsonMapper.shared().readTree(text.isBlank() ? "{}" : text);
        } catch (JacksonException e) {
            throw new ModelRefusedException(
                    State.DAMAGED, "embedding model (" + folder + "): config.json is not JSON.", e);
        }
    }

    private static int number(Path folder, Properties own, String name, int otherwise, int least, int most)
            throws ModelRefusedException {
        String value = own.getProperty(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ModelRefusedException(
                State.DAMAGED,
                "embedding model (" + folder + "): " + name + " in " + PROPERTIES + " (" + value
                        + ") must be a whole number from " + least + " to " + most + ".");
    }

    /** Returns the begin of a file, nothing if it is not there. */
    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
