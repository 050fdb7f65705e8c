package dev.tagwright.classifier.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same weights as a TorchScript module and as an ONNX model. Skipped where Debian's python3-torch, which makes them,
 * or PyTorch's native libraries (profile pytorch) are absent.
 */
class TwoEnginesTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String LONG = "The tenant pays the rent for the flat in the Bahnhofstraße. ".repeat(400);
    private static final List<String> TEXTS =
            List.of("An invoice over 30 euros.", "Rechnung über 30 Euro, zahlbar bis zum 1. März.", "a", LONG, " ");

    @TempDir
    private static Path torchFolder;

    @TempDir
    private static Path onnxFolder;

    private static Embedder torch;
    private static Embedder onnx;

    @BeforeAll
    static void make() throws Exception {
        assumeTrue(
                TwoEnginesTest.class.getResource("/native/lib/pytorch.properties") != null,
                "PyTorch's native libraries are not on the class path, see the profile pytorch");
        assumeTrue(
                Files.isExecutable(PYTHON) && run(List.of(PYTHON.toString(), "-c", "import torch")) == 0,
                "python3-torch is not installed");
        Path script = Path.of("src/test/resources/dev/tagwright/classifier/embedding/small_transformer.py");
        assertThat(run(List.of(PYTHON.toString(), script.toString(), torchFolder.toString(), onnxFolder.toString())))
                .isZero();
        Path tokenizer = BuiltInModel.unpack(BuiltInModelTest.CACHE).tokenizer();
        Files.copy(tokenizer, torchFolder.resolve("tokenizer.json"));
        Files.copy(tokenizer, onnxFolder.resolve("tokenizer.json"));
        torch = Embedders.open(torchFolder, Device.CPU, BuiltInModelTest.CACHE);
        onnx = Embedders.open(onnxFolder, Device.CPU, BuiltInModelTest.CACHE);
    }

    private static int run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    @AfterAll
    static void close() {
        if (torch != null) {
            torch.close();
        }
        if (onnx != null) {
            onnx.close();
        }
    }

    @Test
    void eachSaysWhatItIs() {
        assertThat(torch.model().engine()).isEqualTo("PyTorch");
        assertThat(onnx.model().engine()).isEqualTo("OnnxRuntime");
        assertThat(torch.model().dimension()).isEqualTo(32);
        assertThat(torch.model().digest()).isNotEqualTo(onnx.model().digest());
    }

    @Test
    void bothGiveTheSameVectorsToOneInTenThousand() {
        List<float[]> one = torch.documents(TEXTS);
        List<float[]> other = onnx.documents(TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
            for (int at = 0; at < 32; at++) {
                assertThat(one.get(i)[at]).isCloseTo(other.get(i)[at], within(1e-4f));
            }
        }
    }

    @Test
    void bothGiveUnitVectorsThatTellTextsApart() {
        for (Embedder embedder : List.of(torch, onnx)) {
            List<float[]> vectors = embedder.documents(TEXTS);
            for (int i = 0; i < 4; i++) {
                assertThat(BuiltInModelTest.cosine(vectors.get(i), vectors.get(i)))
                        .isCloseTo(1, within(1e-5));
            }
            assertThat(BuiltInModelTest.cosine(vectors.get(0), vectors.get(1))).isLessThan(0.999);
            assertThat(vectors.get(4)).containsOnly(0);
        }
    }
}
