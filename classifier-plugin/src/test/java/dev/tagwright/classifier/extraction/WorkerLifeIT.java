package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of worker processes: they are killed, hang, run out of memory and time, are called off, and end. */
class WorkerLifeIT {

    private static final ExtractionSettings SETTINGS = ExtractionSettings.defaults()
            .withWorkers(2, 512, Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

    @TempDir
    private static Path work;

    @TempDir
    private Path folder;

    @Test
    void aFileWhoseWorkerIsKilledInTheMiddleIsReadAfterAll() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            Path file = Papers.scannedPdf(
                    folder.resolve("a.pdf"),
                    Papers.picture(Papers.LETTER, 0, 0),
                    Papers.picture(Papers.LETTER, 0, 0),
                    Papers.picture(Papers.LETTER, 0, 0));
            AtomicBoolean killed = new AtomicBoolean();
            Extraction extraction = own.extract(new FileToRead(file, "a.pdf", FileToRead.Hints.NONE), (done, total) -> {
                if (done == 1 && killed.compareAndSet(false, true)) {
                    kill(own.workerPids());
                }
            });
            assertThat(killed).isTrue();
            assertThat(extraction).isInstanceOfSatisfying(Extraction.Read.class, read -> assertThat(read.pages())
                    .extracting(Extraction.Page::how)
                    .containsOnly(Extraction.How.OCR)
                    .hasSize(3));
        }
    }

    @Test
    void aFileThatEndsItsWorkerTwiceIsRefusedAndTheNextOneRead() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 2, Papers.LETTER);
            Extraction extraction = own.extract(
                    new FileToRead(file, "a.pdf", FileToRead.Hints.NONE), (done, total) -> kill(own.workerPids()));
            assertThat(extraction).isEqualTo(new Extraction.Refused("The file ended the process that read it, twice."));
            assertThat(own.extract(new FileToRead(file, "a.pdf", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isInstanceOf(Extraction.Read.class);
        }
    }

    @Test
    void aFileThatTakesTooLongIsRefusedAndItsWorkerEnded() throws Exception {
        ExtractionSettings hasty =
                SETTINGS.withWorkers(1, 512, Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (TextExtractor own = new TextExtractor(hasty, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 50, Papers.LETTER);
            Extraction extraction = own.extract(
                    new FileToRead(file, "a.pdf", FileToRead.Hints.NONE), (done, total) -> halt(own.workerPids()));
            assertThat(extraction).isEqualTo(new Extraction.Refused("The file takes longer to read than it may."));
            assertThat(own.workerPids()).isEmpty();
        }
    }

    @Test
    void thePagesReadBeforeTheTimeIsOverAreKept() throws Exception {
        ExtractionSettings hasty =
                SETTINGS.withWorkers(1, 512, Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofMinutes(1));
        try (TextExtractor own = new TextExtractor(hasty, work)) {
            // more than fits between the two processes, so the halted one cannot have said everything
            List<String> lines = Collections.nCopies(40, "Each line of this long paper says the same again and again.");
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 1_000, lines);
            Extraction extraction = own.extract(new FileToRead(file, "a.pdf", FileToRead.Hints.NONE), (done, total) -> {
                if (done == 3) {
                    halt(own.workerPids());
                }
            });
            assertThat(extraction).isInstanceOf(Extraction.Read.class);
            Extraction.Read read = (Extraction.Read) extraction;
            assertThat(read.pages()).hasSizeBetween(3, 999);
            assertThat(read.partial())
                    .isEqualTo("The file takes longer to read than a page may. Read are "
                            + read.pages().size() + " of 1000 pages.");
            assertThat(own.workerPids()).isEmpty();
        }
    }

    @Test
    void aFileThatNeedsTooMuchMemoryIsRefusedAndTheNextOneRead() throws Exception {
        ExtractionSettings small =
                SETTINGS.withWorkers(1, 128, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (TextExtractor own = new TextExtractor(small, work)) {
            assertThat(own.extract(
                            new FileToRead(HostilePdf.fat(folder.resolve("e.pdf")), "", FileToRead.Hints.NONE),
                            PageProgress.NONE))
                    .isEqualTo(new Extraction.Refused("The file needs more memory to read than it may have."));
            Path sound = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
            assertThat(own.extract(new FileToRead(sound, "", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isInstanceOf(Extraction.Read.class);
        }
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 3_000, Papers.LETTER);
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Extraction> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> result.complete(own.extract(
                    new FileToRead(file, "", FileToRead.Hints.NONE), (done, total) -> begun.complete(null))));
            thread.start();
            begun.get(1, TimeUnit.MINUTES);
            thread.interrupt();
            assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo(new Extraction.Postponed("The reading was stopped."));
            assertThat(own.workerPids()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNotWantedAnyMoreEndsItsWorkerAndIsReadWhenItIsWantedAgain() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            BufferedImage letter = Papers.picture(Papers.LETTER, 0, 0);
            Path file = Papers.scannedPdf(folder.resolve("a.pdf"), letter, letter, letter, letter);
            Calls calls = new Calls(own);
            Extraction extraction = own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), calls);
            assertThat(extraction).isEqualTo(new Extraction.Postponed("The reading was cancelled."));
            assertThat(calls.pages).as("pages read before it ended").isLessThan(4);
            assertThat(calls.worker.isAlive()).isFalse();
            assertThat(own.workerPids()).isEmpty();
            assertThat(own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isInstanceOfSatisfying(Extraction.Read.class, read -> assertThat(read.pages())
                            .hasSize(4));
        }
    }

    /** Calls a file off when its first page is read. */
    private static final class Calls implements PageProgress {

        private final TextExtractor extractor;
        private volatile int pages;
        private volatile ProcessHandle worker = ProcessHandle.current();

        Calls(TextExtractor extractor) {
            this.extractor = extractor;
        }

        @Override
        public void pages(int done, int total) {
            pages = done;
            worker = ProcessHandle.of(extractor.workerPids().get(0)).orElseThrow();
        }

        @Override
        public boolean wanted() {
            return pages == 0;
        }
    }

    @Test
    void aFileThatIsCalledOffBeforeItsTurnStartsNoWorker() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
            Extraction extraction = own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), new PageProgress() {
                @Override
                public void pages(int done, int total) {
                    throw new AssertionError("read all the same");
                }

                @Override
                public boolean wanted() {
                    return false;
                }
            });
            assertThat(extraction).isEqualTo(new Extraction.Postponed("The reading was cancelled."));
            assertThat(own.workerPids()).isEmpty();
        }
    }

    @Test
    void moreFilesThanWorkersAreReadInTurnByNoMoreProcessesThanAllowed() throws Exception {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 20, Papers.LETTER);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Extraction>> running = new ArrayList<>();
            ConcurrentLinkedQueue<Integer> processes = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 16; i++) {
                running.add(threads.submit(() -> own.extract(
                        new FileToRead(file, "", FileToRead.Hints.NONE),
                        (done, total) -> processes.add(own.workerPids().size()))));
            }
            for (Future<Extraction> one : running) {
                assertThat(one.get(2, TimeUnit.MINUTES)).isInstanceOf(Extraction.Read.class);
            }
            threads.shutdown();
            assertThat(processes).allSatisfy(count -> assertThat(count).isBetween(1, 2));
        }
    }

    @Test
    void idleWorkersEndAndClosingEndsAll() throws Exception {
        ExtractionSettings brief =
                SETTINGS.withWorkers(1, 256, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(50));
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
        ProcessHandle second;
        try (TextExtractor own = new TextExtractor(brief, work)) {
            ProcessHandle first = worker(own, file);
            first.onExit().get(1, TimeUnit.MINUTES);
        }
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            second = worker(own, file);
            assertThat(second.isAlive()).isTrue();
        }
        second.onExit().get(1, TimeUnit.MINUTES);
    }

    @Test
    void aKilledWorkerLeavesNoTemporaryFiles(@TempDir Path ownWork) throws Exception {
        Path ofAGoneService = Files.createDirectories(ownWork.resolve("worker-999999999-1"));
        Files.createFile(ofAGoneService.resolve("left.tmp"));
        try (TextExtractor own = new TextExtractor(SETTINGS, ownWork)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 2, Papers.LETTER);
            own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), (done, total) -> kill(own.workerPids()));
        }
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!workerFolders(ownWork).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(workerFolders(ownWork)).isEmpty();
    }

    private static List<Path> workerFolders(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().startsWith("worker-"))
                    .toList();
        }
    }

    @Test
    void aWorkerEndsInTheMiddleOfAFileWhenItsServiceIsGone() throws Exception {
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 5_000, Papers.LETTER);
        Process worker = new ProcessBuilder(WorkerCommand.of(SETTINGS, work, folder))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Message.write(worker.getOutputStream(), RecordedPages.job(file));
            assertThat(Message.read(worker.getInputStream())).isEqualTo(new Message.Opened("application/pdf", 5_000));
            // what a killed service leaves of the pipe
            worker.getOutputStream().close();
            int pages = 0;
            while (Message.read(worker.getInputStream()) instanceof Message.PageRead) {
                pages++;
            }
            assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(pages).isLessThan(5_000);
        } finally {
            worker.destroyForcibly();
        }
    }

    private static ProcessHandle worker(TextExtractor own, Path file) {
        CompletableFuture<ProcessHandle> handle = new CompletableFuture<>();
        own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), (done, total) -> own.workerPids().stream()
                .findFirst()
                .flatMap(ProcessHandle::of)
                .ifPresent(handle::complete));
        return handle.join();
    }

    /** Stops processes without ending them, as one that hangs. */
    private static void halt(List<Long> pids) {
        for (long pid : pids) {
            try {
                new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void kill(List<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
