package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.suggestion.LargerModel;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Routing;
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

    /** Returns what makes its vectors; wants no model where none is set. */
    ModelMeaning meaning() {
        return meaning;
    }

    /** Waits until it is loaded and returns its digest; nothing where there is none. */
    Set<String> digests() {
        return meaning.await().map(EmbeddingModel::digest).map(Set::of).orElse(Set.of());
    }

    /** Names what its answers depend on. */
    String state() {
        return meaning.loaded().map(EmbeddingModel::digest).orElse("");
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
