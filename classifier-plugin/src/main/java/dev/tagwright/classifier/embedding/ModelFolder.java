package dev.tagwright.classifier.embedding;

import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model folder holds. Reading it loads no model.
 *
 * @param name of the folder
 * @param engine "OnnxRuntime" or "PyTorch"
 * @param model the file that the engine loads
 * @param tokenizer tokenizer.json
 * @param card how texts are given to the model
 */
record ModelFolder(String name, String engine, Path model, Path tokenizer, ModelCard card) {

    static final String ONNX = "OnnxRuntime";
    static final String TORCH = "PyTorch";

    private static final String TOKENIZER = "tokenizer.json";
    /** The largest of the multilingual E5 models has 2.3 GB. */
    private static final long MOST_BYTES = 4L << 30;

    private static final long MOST_TOKENIZER_BYTES = 64L << 20;
    private static final int BUFFER = 1 << 16;

    static ModelFolder read(Path folder) throws ModelRefusedException {
        if (!Files.isDirectory(folder)) {
            throw new ModelRefusedException(
                    State.MISSING,
                    "embedding model (" + folder + ") is not a folder. Maybe it was moved, or may not be read.");
        }
        try {
            return readFolder(folder);
        } catch (IOException e) {
            throw new ModelRefusedException(
                    State.MISSING,
                    "embedding model (" + folder + ") cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    private static ModelFolder readFolder(Path folder) throws IOException, ModelRefusedException {
        Optional<Path> onnx = only(folder, ".onnx").or(() -> nested(folder));
        Optional<Path> torch = only(folder, ".pt");
        Path model = onnx.or(() -> torch)
                .orElseThrow(() -> new ModelRefusedException(
                        State.MISSING,
                        "embedding model (" + folder + ") holds neither one ONNX model (*.onnx) nor one TorchScript"
                                + " module (*.pt). Maybe it was downloaded and not yet exported."));
        Path tokenizer = folder.resolve(TOKENIZER);
        if (!Files.isRegularFile(tokenizer)) {
            throw new ModelRefusedException(
                    State.INCOMPLETE,
                    "embedding model (" + folder + ") has no " + TOKENIZER + ", expected beside its "
                            + model.getFileName() + ".");
        }
        checkSize(folder, folder, MOST_BYTES);
        checkSize(folder, tokenizer, MOST_TOKENIZER_BYTES);
        return new ModelFolder(
                String.valueOf(folder.getFileName()),
                onnx.isPresent() ? ONNX : TORCH,
                model,
                tokenizer,
                ModelCard.read(folder));
    }

    private static void checkSize(Path folder, Path of, long most) throws IOException, ModelRefusedException {
        try (Stream<Path> files = Files.walk(of, 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > most) {
                    throw new ModelRefusedException(
                            State.TOO_LARGE,
                            "embedding model (" + folder + "): " + file.getFileName() + " has " + Files.size(file)
                                    + " bytes, at most " + most + " are expected.");
                }
            }
        }
    }

    private static Optional<Path> only(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .toList();
            if (found.size() > 1) {
                return found.stream()
                        .filter(file -> file.getFileName().toString().equals("model" + suffix))
                        .findFirst();
            }
            return found.stream().findFirst();
        }
    }

    /** Where exporters put it. */
    private static Optional<Path> nested(Path folder) {
        Path file = folder.resolve("onnx").resolve("model.onnx");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Returns the SHA-256 over the model, its tokenizer and its card. Reads all of it. */
    String digest() throws IOException {
        MessageDigest sha = sha256();
        feed(sha, model);
        Path weights = model.resolveSibling(model.getFileName() + "_data");
        if (Files.isRegularFile(weights)) {
            feed(sha, weights);
        }
        feed(sha, tokenizer);
        sha.update(card.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest());
    }

    static String digest(Path file) throws IOException {
        MessageDigest sha = sha256();
        feed(sha, file);
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void feed(MessageDigest sha, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
