package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.suggestion.LargerModel;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Routing;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The larger model that an administrator may set beside the usual one. Safe for any number of threads. */
final class Larger implements AutoCloseable {

    private final ModelMeaning meaning;
    private final @Nullable LargerModel model;

    /**
     * @param meaning wants no model where none is set
     * @param routing makes the routes by it
     */
    Larger(ModelMeaning meaning, Function<Meaning, Routing> routing) {
        this.meaning = meaning;
        this.model = meaning.wanted() ? new LargerModel(routing.apply(meaning)) : null;
    }

    /** Returns what escalations ask; null where none is set. */
    @Nullable
    LargerModel model() {
        return model;
    }

    /** Begins to load it if one is set, and returns whether it answers. */
    boolean isLoaded() {
        return meaning.model().isPresent();
    }

    /** Returns the model that answers now, and does not begin to load it. */
    Optional<EmbeddingModel> loaded() {
        return meaning.loaded();
    }

    /** Returns whether one is set. */
    boolean wanted() {
        return meaning.wanted();
    }

    /** Why it does not answer though one is set, as a sentence; empty when it does or is on its way. */
    String trouble() {
        return meaning.trouble();
    }

    /** Begins to load a model that could not be used when its files are others than they were. */
    void lookAgain() {
        meaning.lookAgain();
    }

    /** Waits until it is loaded and returns its digest; nothing where there is none. */
    Set<String> digests() {
        return meaning.await().map(EmbeddingModel::digest).map(Set::of).orElse(Set.of());
    }

    /** Names what its answers depend on. */
    String state() {
        return loaded().map(EmbeddingModel::digest).orElse("");
    }

    /** See {@link LargerModel#learn}. */
    int learn(Corpus corpus, int most, BooleanSupplier stop, Runnable rest) {
        return model == null ? 0 : model.learn(corpus, most, stop, rest);
    }

    @Override
    public void close() {
        meaning.close();
    }
}
