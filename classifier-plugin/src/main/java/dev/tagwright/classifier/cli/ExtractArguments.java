package dev.tagwright.classifier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of {@code extract}. */
record ExtractArguments(
        List<Path> files,
        Optional<Path> out,
        int dpi,
        String languages,
        Optional<Path> languageFolder,
        Optional<Path> work) {

    /** @throws IllegalArgumentException naming the argument and what is expected */
    static ExtractArguments parse(List<String> args) {
        List<Path> files = new ArrayList<>();
        Optional<Path> out = Optional.empty();
        Optional<Path> folder = Optional.empty();
        Optional<Path> work = Optional.empty();
        int dpi = 300;
        String languages = "eng";
        boolean onlyFiles = false;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (onlyFiles || !arg.startsWith("--")) {
                files.add(Path.of(arg));
                continue;
            }
            if (arg.equals("--")) {
                onlyFiles = true;
                continue;
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(arg + " must be followed by a value.");
            }
            String value = args.get(++i);
            switch (arg) {
                case "--out" -> out = Optional.of(Path.of(value));
                case "--dpi" -> dpi = number(arg, value);
                case "--languages" -> languages = value;
                case "--language-folder" -> folder = Optional.of(Path.of(value));
                case "--work" -> work = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException(arg + " is not known.");
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No file is named.");
        }
        if (!languages.matches("[A-Za-z0-9_]{2,40}(\\+[A-Za-z0-9_]{2,40}){0,15}")) {
            throw new IllegalArgumentException(
                    "--languages (" + languages + ") must be names joined by +, such as eng+deu.");
        }
        return new ExtractArguments(List.copyOf(files), out, dpi, languages, folder, work);
    }

    private static int number(String name, String value) {
        try {
            int dpi = Integer.parseInt(value);
            if (dpi >= 72 && dpi <= 1200) {
                return dpi;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " (" + value + ") must be a whole number from 72 to 1200.");
    }
}
