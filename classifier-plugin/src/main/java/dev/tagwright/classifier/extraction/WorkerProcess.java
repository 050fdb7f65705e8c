package dev.tagwright.classifier.extraction;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker process as the service sees it. Used by one thread at a time; {@link #kill} by any. */
final class WorkerProcess {

    private final Process process;
    private final Path temporary;
    private final OutputStream out;
    /** Empty stands for the end of what the worker says. */
    private final BlockingQueue<Optional<Message>> heard = new LinkedBlockingQueue<>();

    private volatile long idleSince;

    private WorkerProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
        this.out = new BufferedOutputStream(process.getOutputStream());
        Thread listener = new Thread(this::listen, "tagwright-extraction-" + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    static WorkerProcess start(ExtractionSettings settings, Path work) throws IOException {
        Path temporary = WorkerFolder.make(work);
        ProcessBuilder builder = new ProcessBuilder(WorkerCommand.of(settings, work, temporary));
        String path = System.getenv("PATH");
        builder.environment().clear();
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        // Tesseract's data is UTF-8, and so are file names
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        builder.directory(work.toFile());
        // what libraries complain about may carry text of documents
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new WorkerProcess(builder.start(), temporary);
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
            for (Message message = Message.read(in); message != null; message = Message.read(in)) {
                heard.add(Optional.of(message));
            }
        } catch (IOException | OutOfMemoryError e) {
            // what is no frame is as good as the end: the worker is of no more use
            kill();
        }
        heard.add(Optional.empty());
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        WorkerFolder.delete(temporary);
    }

    void say(Message message) throws IOException {
        Message.write(out, message);
    }

    /**
     * Waits for the next message.
     *
     * @return empty if the worker has ended, null if the time is over
     */
    @Nullable
    Optional<Message> hear(long nanos) throws InterruptedException {
        return heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Ends the process at once and for sure. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for a process that was killed or is ending by itself. */
    void awaitEnd() throws InterruptedException {
        process.waitFor(10, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void idleFrom(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }
}
