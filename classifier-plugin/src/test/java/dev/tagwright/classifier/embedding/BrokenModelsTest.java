package dev.tagwright.classifier.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagwright.classifier.embedding.ModelRefusedException.State;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with models that cannot be used, made from one that can: a state each, and the good one serves on. */
class BrokenModelsTest {

    @TempDir
    private Path folder;

    private ModelFolder whole;

    @BeforeEach
    void unpack() throws ModelRefusedException {
        whole = BuiltInModel.unpack(BuiltInModelTest.CACHE);
    }

    private void copy() throws Exception {
        Files.copy(whole.model(), folder.resolve("model.onnx"));
        Files.copy(whole.tokenizer(), folder.resolve("tokenizer.json"));
    }

    private void refused(State state, String message) {
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> Embedders.open(folder, Device.CPU, BuiltInModelTest.CACHE).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.state()).isEqualTo(state);
        assertThat(refusal)
                .hasMessage(message.replace("FOLDER", folder.toString())
                        .replace("NAME", folder.getFileName().toString()));
    }

    @Test
    void aFolderThatHoldsTheSameFilesGivesTheSameVectors() throws Exception {
        copy();
        try (Embedder one = Embedders.open(folder, Device.AUTO, BuiltInModelTest.CACHE);
                Embedder other = Embedders.builtIn(BuiltInModelTest.CACHE)) {
            assertThat(one.documents(List.of("An invoice.")).get(0))
                    .isEqualTo(other.documents(List.of("An invoice.")).get(0));
        }
    }

    @Test
    void anEmptyFolderHoldsNoModel() {
        refused(
                State.MISSING,
                "embedding model (FOLDER) holds neither one ONNX model (*.onnx) nor one TorchScript module (*.pt)."
                        + " Maybe it was downloaded and not yet exported.");
    }

    @Test
    void aFolderThatIsNotThereIsMissing() {
        folder = folder.resolve("nowhere");
        refused(State.MISSING, "embedding model (FOLDER) is not a folder. Maybe it was moved, or may not be read.");
    }

    @Test
    void aMissingTokenizerIsNamed() throws Exception {
        copy();
        Files.delete(folder.resolve("tokenizer.json"));
        refused(State.INCOMPLETE, "embedding model (FOLDER) has no tokenizer.json, expected beside its model.onnx.");
    }

    @Test
    void aTruncatedModelIsDamaged() throws Exception {
        copy();
        byte[] bytes = Files.readAllBytes(folder.resolve("model.onnx"));
        Files.write(folder.resolve("model.onnx"), Arrays.copyOf(bytes, bytes.length / 2));
        refused(
                State.DAMAGED,
                "embedding model (NAME): model.onnx cannot be loaded by the engine OnnxRuntime."
                        + " Maybe it is cut off, or was made for another engine.");
    }

    @Test
    void aTruncatedTokenizerIsDamaged() throws Exception {
        copy();
        byte[] bytes = Files.readAllBytes(folder.resolve("tokenizer.json"));
        Files.write(folder.resolve("tokenizer.json"), Arrays.copyOf(bytes, bytes.length / 2));
        refused(State.DAMAGED, "embedding model (NAME): tokenizer.json cannot be read. Maybe it is cut off.");
    }

    @Test
    void aSparseFileOfTenGigabytesIsTooLargeAndNotRead() throws Exception {
        copy();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.onnx").toFile(), "rw")) {
            file.setLength(10_000_000_000L);
        }
        refused(
                State.TOO_LARGE,
                "embedding model (FOLDER): model.onnx has 10000000000 bytes, at most 4294967296 are expected.");
    }

    @Test
    void aSparseFileOfAllowedSizeIsDamaged() throws Exception {
        copy();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.onnx").toFile(), "rw")) {
            file.setLength(0);
            file.setLength(1_000_000_000L);
        }
        refused(
                State.DAMAGED,
                "embedding model (NAME): model.onnx cannot be loaded by the engine OnnxRuntime."
                        + " Maybe it is cut off, or was made for another engine.");
    }

    @Test
    void aCardThatNamesAnotherDimensionIsBelievedMoreThanTheModel() throws Exception {
        copy();
        Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": 768}");
        refused(State.UNSUITABLE, "embedding model (NAME) gives vectors of 384 numbers, its card says 768.");
    }

    @Test
    void aModelForSomethingOtherThanTextIsUnsuitable() throws Exception {
        copy();
        Files.write(folder.resolve("model.onnx"), imageModel());
        refused(
                State.UNSUITABLE,
                "embedding model (NAME) takes (pixels), expected are input_ids, attention_mask and maybe"
                        + " token_type_ids. Maybe it is a model for something other than text.");
    }

    @Test
    void theTokenizerOfAnotherModelIsFoundOut() throws Exception {
        copy();
        String tokenizer = Files.readString(folder.resolve("tokenizer.json"));
        // the word that the probe begins with gets a number that the model does not have
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer.replace("\"the\": 1996,", "\"the\": 999999,"));
        refused(
                State.UNSUITABLE,
                "embedding model (NAME) cannot embed a sentence. Maybe it is a model for something other than text, or"
                        + " the tokenizer of another one.");
    }

    @Test
    void aTorchScriptModuleThatIsNoneIsRefusedByName() throws Exception {
        copy();
        Files.delete(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.pt"), "not a module");
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> Embedders.open(folder, Device.CPU, BuiltInModelTest.CACHE).close());
        // without the add-on the engine is what is missing
        assertThat(refusal.state()).isIn(State.NO_ENGINE, State.DAMAGED);
    }

    @Test
    void aGpuThatIsNotThereIsNamed() throws Exception {
        copy();
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> Embedders.open(folder, Device.GPU, BuiltInModelTest.CACHE).close());
        assertThat(refusal.state()).isEqualTo(State.NO_DEVICE);
        assertThat(refusal)
                .hasMessage("embedding device (gpu): the engine OnnxRuntime finds no GPU. Maybe its libraries are those"
                        + " for processors; auto uses a GPU where there is one.");
    }

    /** The smallest ONNX model there is: one input "pixels" of one number, handed through. */
    private static byte[] imageModel() {
        byte[] type = message(1, varint(1, 1), message(2, message(1, varint(1, 1))));
        byte[] input = join(text(1, "pixels"), field(2, type));
        byte[] output = join(text(1, "out"), field(2, type));
        byte[] node = join(text(1, "pixels"), text(2, "out"), text(4, "Identity"));
        byte[] graph = join(message(1, node), text(2, "g"), message(11, input), message(12, output));
        byte[] opset = join(text(1, ""), varint(2, 13));
        return join(varint(1, 7), message(7, graph), message(8, opset));
    }

    private static byte[] varint(int number, int value) {
        return new byte[] {(byte) (number << 3), (byte) value};
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static byte[] message(int number, byte[]... parts) {
        return field(number, join(parts));
    }

    private static byte[] field(int number, byte[] bytes) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) bytes.length}, bytes);
    }

    private static byte[] join(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
