package dev.tagwright.classifier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was typed behind a command: names with values, and the rest. */
final class Options {

    private final Map<String, String> named = new TreeMap<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * @param known the names that may be given, with their dashes
     */
    Options(List<String> args, List<String> known) throws BadInputException {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("--")) {
                rest.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (!known.contains(name)) {
                throw new BadInputException("option (" + name + ") is not known, expected is one of "
                        + String.join(", ", new TreeSet<>(known)) + ".");
            }
            if (equals < 0 && i + 1 == args.size()) {
                throw new BadInputException("option (" + name + ") needs a value.");
            }
            if (named.put(name, equals < 0 ? args.get(++i) : arg.substring(equals + 1)) != null) {
                throw new BadInputException("option (" + name + ") is given twice, once is expected.");
            }
        }
    }

    /** Returns the one argument without a name. */
    Path corpus() throws BadInputException {
        if (rest.size() != 1) {
            throw new BadInputException(
                    "one corpus is expected, given are " + rest.size() + ". Maybe an option lacks its dashes.");
        }
        Path corpus = Path.of(rest.get(0));
        if (!Files.isReadable(corpus) || Files.isDirectory(corpus)) {
            throw new BadInputException("corpus (" + corpus + ") is not a file that can be read.");
        }
        return corpus;
    }

    void noArguments() throws BadInputException {
        if (!rest.isEmpty()) {
            throw new BadInputException("argument (" + rest.get(0) + ") is not expected.");
        }
    }

    @Nullable
    String text(String name) {
        return named.get(name);
    }

    /** Returns a file to write, in a folder that is there; null when not given. */
    @Nullable
    Path output(String name) throws BadInputException {
        String value = named.get(name);
        if (value == null) {
            return null;
        }
        Path file = Path.of(value);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new BadInputException("option (" + name + "): (" + value + ") cannot be written, a file in a folder"
                    + " that exists is expected.");
        }
        return file;
    }

    /** Returns a file to read. */
    Path input(String name) throws BadInputException {
        String value = named.get(name);
        if (value == null) {
            throw new BadInputException("option (" + name + ") is missing.");
        }
        Path file = Path.of(value);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new BadInputException("option (" + name + "): (" + value + ") is not a file that can be read.");
        }
        return file;
    }

    /** Returns a number above 0 and below 1 that was given. */
    double share(String name) throws BadInputException {
        String value = named.get(name);
        try {
            double share = value == null ? 0 : Double.parseDouble(value);
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadInputException("option (" + name + "): (" + value + ") must be a number above 0 and below 1.");
    }

    long number(String name, long otherwise, long least, long most) throws BadInputException {
        String value = named.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadInputException(
                "option (" + name + "): (" + value + ") must be a whole number from " + least + " to " + most + ".");
    }
}
