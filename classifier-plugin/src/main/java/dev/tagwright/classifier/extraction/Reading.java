package dev.tagwright.classifier.extraction;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.Message.Ended;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.Opened;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt of one worker at one file. Used once, by one thread. */
final class Reading {

    /** How often is looked whether the file is still wanted. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

    private final WorkerProcess worker;
    private final PageProgress progress;
    private final Duration pageTime;
    private final long end;

    private final Map<Integer, PageRead> read = new TreeMap<>();
    private String mediaType = "application/octet-stream";
    private int total = 1;

    /** @param end by {@code System.nanoTime()}, at which the file's time is over */
    Reading(WorkerProcess worker, PageProgress progress, Duration pageTime, long end) {
        this.worker = worker;
        this.progress = progress;
        this.pageTime = pageTime;
        this.end = end;
    }

    /**
     * How it ended.
     *
     * @param extraction empty if the worker failed
     * @param reason why it failed; may be shown
     */
    record Result(Optional<Extraction> extraction, String reason, boolean mayTryAgain, boolean workerIsUsable) {}

    Result run(Job job) throws InterruptedException {
        try {
            worker.say(job);
        } catch (IOException e) {
            return failed("The reading process ended.", true);
        }
        while (true) {
            Optional<Message> heard = hear();
            if (!progress.wanted()) {
                return new Result(Optional.of(new Extraction.Postponed(Refusals.CANCELLED)), "", false, false);
            }
            if (heard == null) {
                return brokenOff(
                        System.nanoTime() >= end
                                ? "The file takes longer to read than it may."
                                : "The file takes longer to read than a page may.");
            }
            if (heard.isEmpty()) {
                return failed("The file ended the process that read it, twice.", true);
            }
            Message message = heard.get();
            if (message instanceof Opened opened) {
                mediaType = opened.mediaType();
                total = Math.max(1, opened.pages());
                progress.pages(0, total);
            } else if (message instanceof PageRead page) {
                read.put(page.number(), page);
                progress.pages(Math.min(total, read.size()), total);
            } else if (message instanceof Ended ended) {
                return ended(ended);
            }
        }
    }

    /** Returns what the worker says; null if it says nothing in time, or the file is not wanted any more. */
    private @Nullable Optional<Message> hear() throws InterruptedException {
        long silent = System.nanoTime() + Math.min(pageTime.toNanos(), end - System.nanoTime());
        while (true) {
            long left = silent - System.nanoTime();
            Optional<Message> heard = worker.hear(Math.min(LOOK, left));
            if (heard != null || left <= LOOK || !progress.wanted()) {
                return heard;
            }
        }
    }

    /** The worker is of no more use, but the pages that it has read are. */
    private Result brokenOff(String reason) {
        boolean any = read.values().stream().anyMatch(page -> NativeText.visible(page.text()) > 0);
        return any ? new Result(Optional.of(collected(reason)), "", false, false) : failed(reason, false);
    }

    private static Result failed(String reason, boolean mayTryAgain) {
        return new Result(Optional.empty(), reason, mayTryAgain, false);
    }

    private Result ended(Ended ended) {
        return switch (ended.outcome()) {
            case READ -> new Result(Optional.of(collected("")), "", false, true);
            case PARTIAL -> new Result(Optional.of(collected(ended.reason())), "", false, true);
            case REFUSED -> new Result(Optional.of(new Extraction.Refused(ended.reason())), "", false, true);
            case POSTPONED -> new Result(Optional.of(new Extraction.Postponed(ended.reason())), "", false, true);
            case OUT_OF_MEMORY -> brokenOff("The file needs more memory to read than it may have.");
        };
    }

    /** @param reason why that is not all; empty if it is */
    private Extraction collected(String reason) {
        StringBuilder text = new StringBuilder();
        List<Extraction.Page> pages = new ArrayList<>();
        double sum = 0;
        int lines = 0;
        for (PageRead page : read.values()) {
            if (!pages.isEmpty()) {
                text.append('\f');
            }
            text.append(page.text());
            sum += page.confidence() * page.lines();
            lines += page.lines();
            boolean hasText = NativeText.visible(page.text()) > 0;
            pages.add(new Extraction.Page(
                    page.number(),
                    Extraction.How.valueOf(page.how().name()),
                    page.text().length(),
                    page.confidence(),
                    page.rotation(),
                    TextExtractor.quality(page.confidence(), hasText),
                    page.by().engine(),
                    page.by().languages(),
                    page.by().dpi(),
                    Duration.ofMillis(page.millis()),
                    page.words().stream()
                            .map(word -> new Extraction.Word(
                                    word.start(), word.length(), word.left(), word.top(), word.width(), word.height()))
                            .toList()));
        }
        double mean = lines == 0 ? 0 : sum / lines;
        TextQuality quality = TextExtractor.quality(mean, lines > 0);
        return new Extraction.Read(mediaType, text.toString(), pages, quality, partial(reason));
    }

    private String partial(String reason) {
        return reason.isEmpty() || read.size() >= total
                ? reason
                : reason + " Read are " + read.size() + " of " + total + " pages.";
    }
}
