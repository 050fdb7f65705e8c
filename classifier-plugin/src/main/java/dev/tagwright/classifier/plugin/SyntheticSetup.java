package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.TrialTraining;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.synthetic.Archive;
import dev.tagwright.classifier.synthetic.Generating;
import dev.tagwright.classifier.synthetic.Synthetic;
import dev.tagwright.classifier.synthetic.SyntheticSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** What can be set about documents that are made up, and the recipes of what makes them. */
final class SyntheticSetup {

    private SyntheticSetup() {}

    static SyntheticSettings of(SettingsReader read) {
        boolean enabled = read.yesOrNo("synthetic.enabled", false);
        URI endpoint = read.parsed(
                "synthetic.endpoint",
                URI.create(""),
                SyntheticSetup::address,
                "an address that begins with http:// or https:// and a host, without a user or a question in it, such as"
                        + " http://localhost:11434/v1");
        String model = read.text(
                "synthetic.model", "", value -> value.length() <= 200, "the name of a model, at most 200 characters");
        SyntheticSettings settings = new SyntheticSettings(
                enabled,
                endpoint,
                model,
                read.text("synthetic.key", "", value -> true, "what the endpoint wants"),
                read.yesOrNo("synthetic.private-network", false),
                (int) read.whole("synthetic.documents", 8, 1, 50),
                (int) read.whole("synthetic.least-examples", 5, 1, 100),
                read.yesOrNo("synthetic.send-text", false),
                read.duration(
                        "synthetic.time-limit",
                        Duration.ofSeconds(90),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(10)));
        if (enabled && endpoint.toString().isEmpty()) {
            read.fault("synthetic.endpoint", "", "set when synthetic.enabled is true");
        }
        if (enabled && model.isEmpty()) {
            read.fault("synthetic.model", "", "set when synthetic.enabled is true");
        }
        return settings;
    }

    private static URI address(String value) {
        try {
            URI address = new URI(value);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below; the value itself may hold a password
        }
        throw new IllegalArgumentException("what was set");
    }

    static void register(Parts parts) {
        parts.add(
                Synthetic.class,
                () -> new Synthetic(parts.store().synthetic(), parts.settings().synthetic()));
        parts.add(Generating.class, () -> {
            Store store = parts.store();
            ClassifiedFiles corpus = parts.get(ClassifiedFiles.class);
            TrialTraining trial = new TrialTraining(
                    corpus,
                    parts.host(),
                    parts.get(Serving.class),
                    store.feedback(),
                    parts.get(ModelMeaning.class),
                    parts.settings().training());
            return new Generating(
                    new Archive(corpus, store.feedback(), trial),
                    parts.host(),
                    store.routes(),
                    parts.get(Synthetic.class),
                    () -> parts.get(Retrain.class).request("synthetic", false, false),
                    parts.clock());
        });
    }
}
