package dev.tagwright.host.rest;

import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.labels.LabelDraft;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a request says about a label into a draft. What the request does not name stays as it is. */
final class LabelBody {

    private LabelBody() {}

    static LabelDraft read(LabelDraft start, JsonNode body) {
        if (!body.isObject()) {
            throw new BadRequest("body", "The body must be a JSON object.");
        }
        return new LabelDraft(
                start.kind(),
                text(body, "name", start.name()),
                text(body, "description", start.description()),
                algorithm(body, start.algorithm()),
                text(body, "match", start.match()),
                flag(body, "is_insensitive", start.insensitive()),
                text(body, "color", start.colour()),
                flag(body, "is_inbox_tag", start.inbox()),
                parent(body, start.parent()),
                text(body, "path", start.template()));
    }

    private static MatchingAlgorithm algorithm(JsonNode body, MatchingAlgorithm start) {
        JsonNode value = body.get("matching_algorithm");
        if (value == null) {
            return start;
        }
        MatchingAlgorithm[] all = MatchingAlgorithm.values();
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0 || value.asInt() >= all.length) {
            throw new BadRequest("matching_algorithm", "matching_algorithm must be a number in 0 to 6.");
        }
        return all[value.asInt()];
    }

    private static @Nullable Long parent(JsonNode body, @Nullable Long start) {
        JsonNode value = body.get("parent");
        if (value == null) {
            return start;
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadRequest("parent", "parent must be the number of a tag, or null.");
        }
        return value.asLong();
    }

    private static String text(JsonNode body, String name, String start) {
        JsonNode value = body.get(name);
        if (value == null) {
            return start;
        }
        if (!value.isString()) {
            throw new BadRequest(name, name + " must be a text.");
        }
        return value.asString();
    }

    private static boolean flag(JsonNode body, String name, boolean start) {
        JsonNode value = body.get(name);
        if (value == null) {
            return start;
        }
        if (!value.isBoolean()) {
            throw new BadRequest(name, name + " must be true or false.");
        }
        return value.asBoolean();
    }
}
