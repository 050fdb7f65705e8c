package dev.tagwright.host.upkeep;

import dev.tagwright.api.plugin.Metric;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.JobCounts;
import dev.tagwright.host.plugins.CallTally;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.search.DocumentSearch;
import dev.tagwright.host.search.SearchState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of this host and of the plugin that it asks, as Prometheus reads them. Nothing is counted twice: each part
 * keeps its own counters, and they are asked for when somebody looks.
 */
final class Figures implements MultiCollector {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    /** A plugin that gives more than this is not taken at its word. */
    private static final int MOST_OF_A_PLUGIN = 500;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,79}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]{0,80}");

    private final Ingest ingest;
    private final DocumentSearch search;
    private final Plugins plugins;
    private final CheckTables checks;
    private final Path data;
    private final Clock clock;

    Figures(Ingest ingest, DocumentSearch search, Plugins plugins, CheckTables checks, Path data, Clock clock) {
        this.ingest = ingest;
        this.search = search;
        this.plugins = plugins;
        this.checks = checks;
        this.data = data;
        this.clock = clock;
    }

    /** Figures of one name. */
    private record Family(Metric.Kind kind, String help, List<Metric> points) {}

    @Override
    public MetricSnapshots collect() {
        List<Metric> all = new ArrayList<>();
        add(all, this::ofIngest);
        add(all, this::ofSearch);
        add(all, this::ofOriginals);
        add(all, this::ofPlugins);
        Map<String, Family> families = new LinkedHashMap<>();
        for (Metric one : all) {
            families.computeIfAbsent(
                            "tagwright_" + one.name(), name -> new Family(one.kind(), one.help(), new ArrayList<>()))
                    .points()
                    .add(one);
        }
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        families.forEach((name, family) -> add(snapshots, name, family));
        return snapshots.build();
    }

    /** The database may be away; what does not need it is told all the same. */
    private static void add(List<Metric> all, java.util.function.Supplier<List<Metric>> part) {
        try {
            all.addAll(part.get());
        } catch (RuntimeException e) {
            LOG.debug("some figures are not to be had", e);
        }
    }

    private static void add(MetricSnapshots.Builder snapshots, String name, Family family) {
        if (family.kind() == Metric.Kind.COUNTER) {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(name).help(family.help());
            family.points()
                    .forEach(point -> counter.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels(point))
                            .value(point.value())
                            .build()));
            snapshots.metricSnapshot(counter.build());
        } else {
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(family.help());
            family.points()
                    .forEach(point -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(labels(point))
                            .value(point.value())
                            .build()));
            snapshots.metricSnapshot(gauge.build());
        }
    }

    private static Labels labels(Metric point) {
        Labels labels = Labels.EMPTY;
        for (Map.Entry<String, String> label : new TreeMap<>(point.labels()).entrySet()) {
            labels = labels.add(label.getKey(), label.getValue());
        }
        return labels;
    }

    private List<Metric> ofIngest() {
        List<Metric> all = new ArrayList<>();
        ingest.tally()
                .forEach((what, count) -> all.add(counter(
                        "ingest_events", "What happened to files since the start.", Map.of("what", what), count)));
        JobCounts jobs = ingest.counts();
        Map.of(
                        "open",
                        jobs.open(),
                        "waiting",
                        jobs.waiting(),
                        "parked",
                        jobs.parked(),
                        "done",
                        jobs.done(),
                        "refused",
                        jobs.refused())
                .forEach((state, count) -> all.add(
                        gauge("ingest_jobs", "Jobs in the list by their state.", Map.of("state", state), count)));
        all.add(gauge(
                "ingest_queue_age_seconds",
                "How long the oldest job that could be taken up has waited.",
                Map.of(),
                ingest.dueSince()
                        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1e3)
                        .orElse(0.0)));
        all.add(gauge(
                "disk_free_bytes",
                "Free space where the data folder lies.",
                Map.of(),
                data.toFile().getUsableSpace()));
        return all;
    }

    private List<Metric> ofSearch() {
        SearchState state = search.state();
        return List.of(
                gauge(
                        "search_ready",
                        "1 when the search index answers.",
                        Map.of(),
                        state.state() == SearchState.State.READY ? 1 : 0),
                gauge(
                        "search_behind_documents",
                        "Changed documents that are not in the index as they are now.",
                        Map.of(),
                        state.behind()));
    }

    private List<Metric> ofOriginals() {
        return List.of(gauge(
                "originals_faulty",
                "Originals that are missing, changed or unreadable.",
                Map.of(),
                checks.faultCount()));
    }

    private List<Metric> ofPlugins() {
        Optional<Classifier> asked = plugins.classifier();
        List<Metric> all = new ArrayList<>();
        all.add(gauge("classifier_running", "1 when a classifier runs.", Map.of(), asked.isPresent() ? 1 : 0));
        if (asked.isPresent()) {
            Classifier classifier = asked.get();
            for (CallTally call : classifier.calls()) {
                all.add(counter(
                        "classifier_calls",
                        "Calls to the classifier.",
                        Map.of("call", call.call(), "outcome", "answered"),
                        call.answered()));
                all.add(counter(
                        "classifier_calls",
                        "Calls to the classifier.",
                        Map.of("call", call.call(), "outcome", "failed"),
                        call.failed()));
                all.add(counter(
                        "classifier_call_seconds",
                        "How long the host waited for the classifier.",
                        Map.of("call", call.call()),
                        call.seconds()));
            }
            try {
                classifier.metrics().stream()
                        .filter(Figures::isSound)
                        .limit(MOST_OF_A_PLUGIN)
                        .map(one -> new Metric(
                                "classifier_" + one.name(), one.kind(), one.help(), one.labels(), one.value()))
                        .forEach(all::add);
            } catch (PluginFailure e) {
                LOG.debug("a plugin gave no figures: {}", e.getMessage());
            }
        }
        return all;
    }

    private static boolean isSound(Metric one) {
        return NAME.matcher(one.name()).matches()
                && !one.name().endsWith("_total")
                && Double.isFinite(one.value())
                && one.labels().entrySet().stream()
                        .allMatch(label -> NAME.matcher(label.getKey()).matches()
                                && VALUE.matcher(label.getValue()).matches());
    }

    private static Metric counter(String name, String help, Map<String, String> labels, double value) {
        return new Metric(name, Metric.Kind.COUNTER, help, labels, value);
    }

    private static Metric gauge(String name, String help, Map<String, String> labels, double value) {
        return new Metric(name, Metric.Kind.GAUGE, help, labels, value);
    }
}
