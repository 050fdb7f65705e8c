package dev.tagwright.host.upkeep;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.JobState;
import dev.tagwright.host.ingest.QueueFull;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a corpus in, one JSON object a line, as documents that a person has filed. Labels that are not there yet are made
 * and learned. What came in before a fault stays, and taking the same corpus in again adds only what is missing. Safe for
 * any number of threads.
 */
public class TrainingSetImport {

    private static final int MOST_TOLD = 100;

    private final Labels labels;
    private final Ingest ingest;

    TrainingSetImport(Labels labels, Ingest ingest) {
        this.labels = labels;
        this.ingest = ingest;
    }

    /**
     * What came of it.
     *
     * @param added documents that are new
     * @param duplicates documents whose text was there already, and is left as it is
     * @param refused lines that were not taken
     * @param reasons for the first hundred of them
     */
    public record Result(int added, int duplicates, int refused, List<Reason> reasons) {

        public Result {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why a line was not taken.
     *
     * @param line counted from 1
     * @param why a plain sentence without anything of the text
     */
    public record Reason(long line, String why) {}

    /** A line that does not hold up. */
    private static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        BadLine(String why) {
            super(why);
        }
    }

    /**
     * Takes a stream in. It is not closed.
     *
     * @param user who files the documents
     * @throws QueueFull if too many files are still being worked on; what came before stays
     */
    public Result read(InputStream in, String user) throws IOException {
        int added = 0;
        int duplicates = 0;
        int refused = 0;
        long number = 0;
        List<Reason> reasons = new ArrayList<>();
        try (MappingIterator<JsonNode> lines =
                JsonMapper.shared().readerFor(JsonNode.class).readValues(in)) {
            while (lines.hasNextValue()) {
                number++;
                try {
                    if (take(lines.nextValue(), number, user).state() == JobState.REFUSED) {
                        duplicates++;
                    } else {
                        added++;
                    }
                } catch (BadLine | DocumentRefused | LabelRefused e) {
                    refused++;
                    if (reasons.size() < MOST_TOLD) {
                        reasons.add(new Reason(number, String.valueOf(e.getMessage())));
                    }
                }
            }
        } catch (JacksonException e) {
            refused++;
            reasons.add(new Reason(number + 1, "This is no JSON object in UTF-8; what follows was not looked at."));
        }
        return new Result(added, duplicates, refused, reasons);
    }

    private Job take(JsonNode line, long number, String user) throws BadLine, IOException {
        JsonNode id = line.path("id");
        JsonNode text = line.path("text");
        if (!line.isObject() || !(id.isString() || id.isIntegralNumber()) || !text.isString()) {
            throw new BadLine("A line is a JSON object with the fields id and text.");
        }
        Set<Long> carried = new HashSet<>();
        for (LabelKind kind : LabelKind.values()) {
            for (String name : names(line.path(TrainingSetExport.field(kind)), kind)) {
                carried.add(label(kind, name));
            }
        }
        String title = id.asString();
        return ingest.submit(
                new ByteArrayInputStream(text.asString().getBytes(StandardCharsets.UTF_8)),
                Arrival.filedByHand(
                        "line-" + number + ".txt",
                        title.length() > 200 ? title.substring(0, 200) : title,
                        null,
                        user,
                        carried));
    }

    private static List<String> names(JsonNode value, LabelKind kind) throws BadLine {
        List<String> names = new ArrayList<>();
        if (value.isMissingNode() || value.isNull()) {
            return names;
        }
        if (kind == LabelKind.TAG ? !value.isArray() : !value.isString()) {
            throw new BadLine("The field " + TrainingSetExport.field(kind)
                    + (kind == LabelKind.TAG ? " is a list of strings." : " is a string or null."));
        }
        for (JsonNode one : kind == LabelKind.TAG ? value : List.of(value)) {
            if (!one.isString()) {
                throw new BadLine("The field tags is a list of strings.");
            }
            names.add(one.asString());
        }
        return names;
    }

    private long label(LabelKind kind, String name) {
        return labels.find(kind, name).map(StoredLabel::getId).orElseGet(() -> {
            LabelDraft draft = LabelDraft.auto(kind, name);
            return labels.create(kind == LabelKind.STORAGE_PATH ? draft.withTemplate("{storage_path}/{title}") : draft)
                    .getId();
        });
    }
}
