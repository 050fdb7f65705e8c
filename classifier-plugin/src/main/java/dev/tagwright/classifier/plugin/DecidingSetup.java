package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.feedback.RejectMemory;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.suggestion.Decider;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.NearEvidence;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import java.nio.file.Path;

/** The recipes of what reads documents, serves snapshots and decides. */
final class DecidingSetup {

    private DecidingSetup() {}

    static void register(Parts parts) {
        Path workFolder = parts.services().dataFolder().resolve("extraction");
        parts.add(TextExtractor.class, () -> new TextExtractor(parts.settings().extraction(), workFolder));
        parts.add(Serving.class, Serving::new);
        parts.add(SnapshotBytes.class, () -> new SignedFormat(parts.services().secret()));
        parts.add(
                Keeper.class,
                () -> new Keeper(
                        parts.store().snapshots(),
                        parts.get(SnapshotBytes.class),
                        parts.get(Serving.class),
                        parts.settings().retrain().keep(),
                        parts.clock()));
        parts.add(
                Suggester.class,
                () -> new Suggester(
                        parts.host(),
                        parts.host(),
                        parts.get(Serving.class),
                        parts.get(RejectMemory.class),
                        parts.get(Escalation.class),
                        new NearEvidence(parts.get(Routing.class), parts.store().routes()),
                        parts.get(ModelMeaning.class),
                        parts.get(HeldPolicies.class)));
        parts.add(RejectMemory.class, () -> new RejectMemory(parts.store().feedback()));
        parts.add(
                Decider.class,
                () -> new Decider(
                        parts.host(),
                        parts.host(),
                        parts.get(Suggester.class),
                        parts.store().assignments(),
                        parts.store().shadow(),
                        parts.get(HeldPolicies.class),
                        parts.clock()));
        parts.add(HeldPolicies.class, () -> new HeldPolicies(parts.store().policies(), parts.clock()));
    }
}
