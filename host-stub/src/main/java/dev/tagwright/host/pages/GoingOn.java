package dev.tagwright.host.pages;

import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.JobCounts;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.PluginState;
import dev.tagwright.host.plugins.PluginView;
import dev.tagwright.host.plugins.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What stands at the top of each page: what the host is doing, and what is missing. */
@Component
class GoingOn {

    /**
     * One line.
     *
     * @param warning whether somebody should do something about it
     * @param total 0 when there is no progress to show
     * @param address where to read on; empty for nowhere
     */
    record Line(boolean warning, String text, long done, long total, String address) {}

    private final Plugins plugins;
    private final ObjectProvider<Announcer> announcers;
    private final Ingest ingest;
    private final Words words;

    GoingOn(Plugins plugins, ObjectProvider<Announcer> announcers, Ingest ingest, Words words) {
        this.plugins = plugins;
        this.ingest = ingest;
        this.announcers = announcers;
        this.words = words;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        announcers
                .orderedStream()
                .flatMap(announcer -> announcer.announcement().stream())
                .forEach(one -> lines.add(new Line(false, one.text(), one.done(), one.total(), "")));
        files(lines);
        Optional<Classifier> classifier = plugins.classifier();
        if (classifier.isPresent()) {
            training(classifier.get()).ifPresent(lines::add);
        } else {
            lines.add(without());
        }
        return lines;
    }

    /** Whoever announces progress speaks for the files that are open. */
    private void files(List<Line> lines) {
        JobCounts counts = ingest.counts();
        if (counts.open() > 0 && lines.stream().noneMatch(line -> line.total() > 0)) {
            lines.add(new Line(false, words.count("going.filing", counts.open()), 0, 0, "/jobs"));
        }
        if (counts.waiting() > 0) {
            lines.add(new Line(false, words.count("going.waiting", counts.waiting()), 0, 0, "/jobs?state=WAITING"));
        }
        if (counts.parked() > 0) {
            lines.add(new Line(true, words.count("going.parked", counts.parked()), 0, 0, "/jobs?state=PARKED"));
        }
    }

    private Optional<Line> training(Classifier classifier) {
        try {
            TrainingStatus status = classifier.trainingStatus();
            if (status.state() != TrainingStatus.State.RUNNING) {
                return Optional.empty();
            }
            String text = status.phase().isEmpty()
                    ? words.say("going.training")
                    : words.say("going.training.phase", status.phase());
            return Optional.of(new Line(false, text, status.done(), status.total(), "/jobs"));
        } catch (PluginFailure e) {
            return Optional.of(new Line(true, String.valueOf(e.getMessage()), 0, 0, "/plugins"));
        }
    }

    private Line without() {
        if (plugins.starting()) {
            return new Line(false, words.say("going.plugin.starting"), 0, 0, "");
        }
        return plugins.all().stream()
                .filter(view -> view.state() == PluginState.FAILED || view.state() == PluginState.REFUSED)
                .map(PluginView::message)
                .findFirst()
                .map(message -> new Line(true, words.say("going.plugin.failed"), 0, 0, "/plugins"))
                .orElseGet(() -> new Line(true, words.say("going.plugin.none"), 0, 0, "/plugins"));
    }
}
