package dev.tagwright.classifier.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line. Exit codes: 0 done, 1 it went wrong, 2 what was given cannot be used. */
public final class Main {

    static final int DONE = 0;
    static final int WENT_WRONG = 1;
    static final int BAD_INPUT = 2;

    private static final String USAGE = """
            Learns how documents are filed and files the next ones.

              evaluate CORPUS [--seed N] [--threads N] [--error-budget SHARE] [--embedding off|auto|PATH]
                              [--report FILE.json] [--predictions FILE.jsonl]
                  learns from the lines with "split": "train", decides on those with "test", and says how well
              evaluate CORPUS --zero-shot DESCRIPTIONS.json [the same options]
                  learns nothing: decides on the lines with "test" by what is written about the labels,
                  {"tags": {"label": ["sentence", ...]}, "document_type": {...}, ...}
              train CORPUS --snapshot FILE [--seed N] [--threads N] [--error-budget SHARE] [--key FILE] [--engine spark]
                                   [--embedding off|auto|PATH]
                  learns from all lines but those with "split": "test" and keeps what was learned
              predict --snapshot FILE [--key FILE] < DOCUMENTS.jsonl
                  decides on each document, one JSON line a label
              explain --snapshot FILE [--key FILE] [--kind KIND --label LABEL] < DOCUMENT.json
                  says which words spoke for and against each label of one document
              extract FILE... [--out FOLDER] [--dpi N] [--languages eng+deu] [--language-folder FOLDER]
                  reads the text of files, one JSON line a file

            --embedding auto learns from the meaning of texts, too, by the model that is built in; PATH names the folder
            of another one. Texts are embedded once and kept in a folder of yours, or in that of --cache FOLDER. A
            snapshot that learned so needs the same model for predict and explain: auto, or --embedding PATH.

            A corpus has one JSON object a line, compressed by gzip or not:
              {"id": "1", "split": "train", "text": "...", "tags": ["..."], "correspondent": "..." or null,
               "document_type": "..." or null, "storage_path": "..." or null}
            A field that is absent says that the kind is not known of the document.
            """;

    private Main() {}

    public static void main(String[] args) throws IOException {
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8)) {
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
            int code = run(List.of(args), System.in, out, err, System.console() != null);
            out.flush();
            System.exit(code);
        }
    }

    /**
     * Runs one command.
     *
     * @param terminal whether somebody watches, so that progress may be shown
     * @return the exit code
     */
    static int run(List<String> args, InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        String command = args.isEmpty() ? "help" : args.get(0);
        List<String> rest = args.subList(Math.min(1, args.size()), args.size());
        try {
            switch (command) {
                case "evaluate" -> EvaluateCommand.run(rest, out, err, terminal);
                case "extract" -> {
                    return ExtractCommand.run(rest, in, out, err);
                }
                case "train" -> TrainCommand.run(rest, out, err, terminal);
                case "predict" -> PredictCommand.run(rest, in, out);
                case "explain" -> ExplainCommand.run(rest, in, out);
                case "help", "--help", "-h" -> out.print(USAGE);
                default ->
                    throw new BadInputException("command (" + command
                            + ") is not known, expected is one of evaluate, train, predict, explain,"
                            + " extract, help.");
            }
            return DONE;
        } catch (BadInputException e) {
            err.println("tagwright: " + e.getMessage());
            return BAD_INPUT;
        } catch (IOException e) {
            err.println("tagwright: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return WENT_WRONG;
        }
    }
}
