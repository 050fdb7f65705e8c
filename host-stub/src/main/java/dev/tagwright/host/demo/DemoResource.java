package dev.tagwright.host.demo;

import dev.tagwright.api.LabelKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far the demo is, for programs. */
@RestController
@ConditionalOnProperty(name = "tagwright.demo", havingValue = "true")
class DemoResource {

    private final DemoRun run;

    DemoResource(DemoRun run) {
        this.run = run;
    }

    /** See {@link DemoProgress}; {@code labels} holds the counts by kind. */
    record Answer(
            String phase,
            String message,
            int filed,
            int to_file,
            int arrived,
            int to_arrive,
            Map<String, Score> labels) {}

    @GetMapping("/api/demo/")
    Answer progress() {
        DemoProgress now = run.progress();
        Map<String, Score> labels = new TreeMap<>();
        now.scores().forEach((kind, score) -> labels.put(name(kind), score));
        return new Answer(
                now.phase().name(), now.sentence(), now.filed(), now.toFile(), now.arrived(), now.toArrive(), labels);
    }

    private static String name(LabelKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
