package dev.tagwright.host.ingest;

/** So many jobs are open that no new file is taken for now. */
public class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueFull(long open) {
        super(open + " files are still being worked on. Maybe try again in a few minutes.");
    }
}
