package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.embedding.Device;
import dev.tagwright.classifier.embedding.Embedders;
import dev.tagwright.classifier.routes.RouteSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be set about routes and the model that they need.
 *
 * @param model off, auto for the one that is built in, or a folder with a model
 * @param device where it computes, and the larger one, too
 * @param larger a folder with a larger model that is asked where routes leave it open; empty for none
 * @param single how routes decide where a document carries at most one label
 * @param many the same for tags
 * @param apply whether what is clear by routes alone is applied without a person
 * @param neighbours how many labelled documents are looked at as examples and shown as near, at most
 */
record RouteSetup(
        String model,
        Device device,
        String larger,
        RouteSettings single,
        RouteSettings many,
        boolean apply,
        int neighbours) {

    /** Up to here the exact search stays below a tenth of a second. */
    static final int MOST_NEIGHBOURS = 100_000;

    private static final int USUAL_NEIGHBOURS = 20_000;

    static RouteSetup of(SettingsReader read) {
        RouteSettings one = RouteSettings.defaults(false);
        RouteSettings many = RouteSettings.defaults(true);
        return new RouteSetup(
                read.text("embedding.model", "auto", value -> true, "off, auto or a folder with a model"),
                Device.valueOf(read.text(
                                "embedding.device",
                                "auto",
                                value -> value.equals("auto") || value.equals("cpu") || value.equals("gpu"),
                                "auto, cpu or gpu")
                        .toUpperCase(Locale.ROOT)),
                read.text("escalation.model", "", value -> true, "a folder with a model"),
                one.withThreshold(read.share("routes.threshold", one.threshold())),
                many.withThreshold(read.share("routes.threshold-tags", many.threshold())),
                read.yesOrNo("routes.apply", false),
                (int) read.whole("routes.neighbours", USUAL_NEIGHBOURS, 0, MOST_NEIGHBOURS));
    }

    /** Returns how to open the larger model; null where there is none. */
    ModelMeaning.@Nullable Opening openingOfLarger(Path cacheFolder) {
        return larger.isEmpty() ? null : new FolderOpening(Path.of(larger), device, cacheFolder);
    }

    /** Returns how to open the model; null for off. */
    ModelMeaning.@Nullable Opening opening(Path cacheFolder) {
        return switch (model) {
            case "off" -> null;
            case "auto" -> () -> Embedders.builtIn(cacheFolder);
            default -> new FolderOpening(Path.of(model), device, cacheFolder);
        };
    }
}
