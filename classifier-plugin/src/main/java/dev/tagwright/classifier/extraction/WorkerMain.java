package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.Ended;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.Opened;
import dev.tagwright.classifier.extraction.Message.Outcome;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker process: reads one file after the other, as told on its standard input, until that ends. So it ends with the
 * service, however the service ends.
 */
final class WorkerMain {

    private final OutputStream out;
    private final FileReader reader;

    private WorkerMain(OutputStream out, FileReader reader) {
        this.out = out;
        this.reader = reader;
    }

    /** @param args the work folder, and a folder with language data or nothing */
    public static void main(String[] args) throws IOException {
        InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        // what a library prints must not end up among the frames
        System.setOut(System.err);
        NoNetwork.enforce();
        Path work = Path.of(args[0]);
        Optional<Path> languages = args[1].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[1]));
        WorkerMain worker = new WorkerMain(out, new FileReader(work, languages));
        try {
            while (Message.read(in) instanceof Job job) {
                // a thread of its own, so that the end of the input is seen while a file is read
                Thread thread = new Thread(null, () -> worker.run(job), "file", 16L << 20);
                thread.start();
                watch(thread, in);
            }
        } finally {
            // natives may hang in their own clean-up
            Runtime.getRuntime().halt(0);
        }
    }

    /** Waits for the thread's end; ends the process when the service goes away meanwhile. */
    private static void watch(Thread thread, InputStream in) throws IOException {
        Thread guard = new Thread(
                () -> {
                    try {
                        in.mark(1);
                        if (in.read() < 0) {
                            Runtime.getRuntime().halt(0);
                        }
                        in.reset();
                    } catch (IOException e) {
                        Runtime.getRuntime().halt(0);
                    }
                },
                "guard");
        guard.setDaemon(true);
        guard.start();
        try {
            thread.join();
            // the next job, or the end, wakes the guard
            guard.join();
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void run(Job job) {
        Ended ended;
        try {
            ended = read(job);
        } catch (OutOfMemoryError e) {
            ended = new Ended(Outcome.OUT_OF_MEMORY, "");
        }
        say(ended);
        if (ended.outcome() == Outcome.OUT_OF_MEMORY) {
            Runtime.getRuntime().halt(3);
        }
    }

    private Ended read(Job job) {
        AtomicLong characters = new AtomicLong();
        try {
            reader.read(job, new Pages() {
                @Override
                public void opened(String mediaType, int pages) {
                    say(new Opened(mediaType, pages));
                }

                @Override
                public void page(PageRead page) throws RefusedException {
                    if (characters.addAndGet(page.text().length()) > job.characters()) {
                        throw new RefusedException(Refusals.tooMuchText(job.characters()));
                    }
                    say(page);
                }

                @Override
                public void alive() {
                    say(new Message.Alive());
                }
            });
            return new Ended(Outcome.READ, "");
        } catch (PartialException e) {
            return new Ended(Outcome.PARTIAL, String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            return new Ended(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (NoOcrException e) {
            return new Ended(Outcome.POSTPONED, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return new Ended(Outcome.REFUSED, "The file is nested too deeply.");
        } catch (IOException | RuntimeException | LinkageError e) {
            if (causedByMemory(e)) {
                return new Ended(Outcome.OUT_OF_MEMORY, "");
            }
            // the exception's own words may carry text of the document
            return new Ended(Outcome.REFUSED, Refusals.damaged(e));
        }
    }

    private static boolean causedByMemory(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    private void say(Message message) {
        synchronized (out) {
            try {
                Message.write(out, message);
            } catch (IOException e) {
                Runtime.getRuntime().halt(0);
            }
        }
    }
}
