package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.SimilarDocuments;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.routes.Centre;
import dev.tagwright.classifier.routes.Commonplaces;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.routes.RouteSettings;
import dev.tagwright.classifier.routes.RouteTable;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the routes as people have written them: a label that was described a moment ago counts for the next document.
 * The host's description and sentences of the plugin's own both count, the name beside them; a label without any
 * description is no route. Safe for any number of threads.
 */
public final class Routing {

    private final LabelCatalogue catalogue;
    private final RouteBook book;
    private final Meaning meaning;
    private final Map<Boolean, RouteSettings> settings;
    private final HostNeighbours host;
    private volatile Nearby nearby = Nearby.NONE;
    private volatile Built built = new Built(List.of(), "", Nearby.NONE, Map.of());

    /**
     * @param single settings for kinds of which a document carries at most one label
     * @param many settings for tags
     * @param engine what the host finds similar documents by
     */
    public Routing(
            LabelCatalogue catalogue,
            RouteBook book,
            Meaning meaning,
            RouteSettings single,
            RouteSettings many,
            Optional<SimilarDocuments> engine) {
        this.catalogue = catalogue;
        this.book = book;
        this.meaning = meaning;
        this.settings = Map.of(false, single, true, many);
        this.host = new HostNeighbours(engine);
    }

    /**
     * One label with what was written about it.
     *
     * @param label its number
     * @param name what people call it; untrusted
     * @param sentences the host's description first if there is one, then the plugin's own
     */
    public record Route(LabelId label, String name, List<String> sentences) {
        public Route {
            sentences = List.copyOf(sentences);
        }

        @Override
        public String toString() {
            return "Route[label=" + label + ", sentences=" + sentences.size() + "]";
        }
    }

    /** The routes of one kind, numbered as in the table. */
    record OfKind(List<Route> routes, RouteTable table) {}

    /** Tables with all that they were made from. */
    private record Built(List<Route> routes, String model, Nearby nearby, Map<LabelKind, OfKind> kinds) {}

    /** Returns all routes, in the order of the labels. A handful of queries; no model is asked. */
    public List<Route> routes() {
        Map<LabelId, List<String>> own = book.sentences();
        List<Route> routes = new ArrayList<>();
        for (Label label : catalogue.all()) {
            List<String> sentences = new ArrayList<>();
            if (!label.description().isBlank()) {
                sentences.add(label.description().strip());
            }
            sentences.addAll(own.getOrDefault(label.id(), List.of()));
            if (!sentences.isEmpty() && label.algorithm() == MatchingAlgorithm.AUTO && !label.inbox()) {
                routes.add(new Route(label.id(), label.name(), sentences));
            }
        }
        return routes;
    }

    public RouteSettings settings(LabelKind kind) {
        return kind.multiValued() ? many() : single();
    }

    private RouteSettings single() {
        return settings.getOrDefault(false, RouteSettings.defaults(false));
    }

    private RouteSettings many() {
        return settings.getOrDefault(true, RouteSettings.defaults(true));
    }

    /** Takes labelled documents, one after the other. */
    public interface ExampleVisitor {

        /**
         * @param labels what people have put on it
         * @param vector of unit length; not to be changed
         */
        void visit(long document, Set<LabelId> labels, float[] vector);
    }

    /** Visits all labelled documents that can be shown as near. */
    public void visitExamples(ExampleVisitor visitor) {
        Nearby now = nearby;
        Iterator<float[]> vectors = now.vectors().iterator();
        now.documents().forEach((document, labels) -> visitor.visit(document, labels, vectors.next()));
    }

    /** Returns how many labelled documents can be shown as near. */
    public int examples() {
        return nearby.size();
    }

    /** Returns the model that answers now. */
    public Optional<EmbeddingModel> model() {
        return meaning.model();
    }

    /** Returns whether anything could be shown as near. */
    boolean knowsNeighbours() {
        return nearby.size() > 0
                || model().map(model -> host.takes(model.dimension())).orElse(false);
    }

    /**
     * Returns the nearest documents that carry a label: by the host's engine where it can tell, else by the vectors in
     * memory.
     *
     * @param not a document that is not near itself
     * @param visible what may be named
     */
    List<Evidence.Similar> near(
            float[] vector, int count, LabelId label, DocumentId not, Predicate<DocumentId> visible) {
        Nearby own = nearby;
        return model().flatMap(model -> host.nearest(
                        model.digest(),
                        vector,
                        count,
                        label,
                        document -> !document.equals(not) && visible.test(document),
                        own::mayCarry))
                .orElseGet(() -> own.nearest(vector, count, label, not, visible));
    }

    Nearby nearby() {
        return nearby;
    }

    Meaning meaning() {
        return meaning;
    }

    /**
     * What the routes of one kind say of a text.
     *
     * @param kind the kind
     * @param routes as the ranking numbers them
     * @param settings how they decide
     * @param ranking every route, the most similar first
     */
    public record Explained(LabelKind kind, List<Route> routes, RouteSettings settings, Ranking ranking) {}

    /** Holds a text against all routes. */
    public List<Explained> explain(String text) {
        Map<LabelKind, OfKind> tables = tables();
        float[] vector = meaning.document(text);
        Tokens tokens = Tokenizer.tokenize(text);
        List<Explained> explained = new ArrayList<>();
        tables.forEach((kind, ofKind) -> explained.add(new Explained(
                kind,
                ofKind.routes(),
                ofKind.table().settings(),
                ofKind.table().rank(fitting(vector, ofKind.table()), tokens))));
        return explained;
    }

    /** Returns the vector if it is one of the table's model; else nothing, so that words alone count. */
    static float[] fitting(float @Nullable [] vector, RouteTable table) {
        return vector == null || vector.length != table.dimension() ? new float[table.dimension()] : vector;
    }

    /** Names the state that answers depend on: what was written, the model, and the examples. */
    public String state() {
        return routes().stream()
                        .map(route -> route.label() + " " + texts(route))
                        .toList()
                        .hashCode()
                + " " + model().map(EmbeddingModel::digest).orElse("")
                + " " + System.identityHashCode(nearby);
    }

    /** Returns the tables as the routes stand now; made anew only when something about them changed. */
    Map<LabelKind, OfKind> tables() {
        List<Route> routes = routes();
        if (routes.isEmpty()) {
            // nobody waits for a model that nothing would be held against
            return Map.of();
        }
        String model = meaning.model().map(EmbeddingModel::digest).orElse("");
        Nearby near = model.equals(nearby.model()) ? nearby : Nearby.NONE;
        Built now = built;
        if (now.routes.equals(routes) && now.model.equals(model) && now.nearby == near) {
            return now.kinds;
        }
        Map<LabelKind, OfKind> kinds = build(routes, near);
        built = new Built(routes, model, near, kinds);
        return kinds;
    }

    private Map<LabelKind, OfKind> build(List<Route> routes, Nearby near) {
        Map<LabelKind, List<Route>> byKind = new TreeMap<>();
        routes.forEach(route -> byKind.computeIfAbsent(route.label().kind(), k -> new ArrayList<>())
                .add(route));
        List<float[]> asDocuments = meaning.documents(Commonplaces.sentences());
        List<float[]> asDescriptions = meaning.descriptions(Commonplaces.sentences());
        Map<String, float[]> known = vectors(routes);
        boolean words = asDocuments.isEmpty() || asDescriptions.isEmpty() || known.isEmpty();
        Centre centre = words ? Centre.unknown(0) : Centre.of(near.vectors(), asDocuments, asDocuments.get(0).length);
        Map<LabelKind, OfKind> kinds = new EnumMap<>(LabelKind.class);
        byKind.forEach((kind, ofKind) -> {
            RouteTable.Builder table = RouteTable.builder(settings(kind), centre, words ? List.of() : asDescriptions);
            for (Route route : ofKind) {
                List<String> sentences = texts(route);
                List<float[]> vectors = new ArrayList<>();
                for (String sentence : sentences) {
                    float[] vector = known.get(sentence);
                    if (!words && vector != null) {
                        vectors.add(vector);
                    }
                }
                table.add(sentences, vectors, words ? List.of() : near.examples(route.label()));
            }
            kinds.put(kind, new OfKind(List.copyOf(ofKind), table.build()));
        });
        return kinds;
    }

    private Map<String, float[]> vectors(List<Route> routes) {
        List<String> sentences = routes.stream()
                .flatMap(route -> texts(route).stream())
                .distinct()
                .toList();
        List<float[]> vectors = sentences.isEmpty() ? List.of() : meaning.descriptions(sentences);
        Map<String, float[]> known = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            known.put(sentences.get(i), vectors.get(i));
        }
        return known;
    }

    private static List<String> texts(Route route) {
        List<String> texts = new ArrayList<>();
        texts.add(route.name().isBlank() ? "-" : route.name());
        texts.addAll(route.sentences());
        return texts;
    }

    /** Which labelled documents are looked at. For one thread and one look. */
    interface Choice {

        /** Returns whether a document is looked at; asked once for each, in the order of the corpus. */
        boolean takes(HostDocument document);

        /** Returns whether no more are wanted. */
        boolean isFull();
    }

    /**
     * Looks at the first labelled documents anew, see {@link #learn(Corpus, Choice, BooleanSupplier, Runnable)}.
     *
     * @param most how many documents at most
     */
    public int learn(Corpus corpus, int most, BooleanSupplier stop, Runnable rest) {
        return learn(
                corpus,
                new Choice() {
                    private int taken;

                    @Override
                    public boolean takes(HostDocument document) {
                        taken++;
                        return true;
                    }

                    @Override
                    public boolean isFull() {
                        return taken >= most;
                    }
                },
                stop,
                rest);
    }

    /**
     * Looks at the labelled documents anew: the examples that move prototypes, and what is shown as near. Reads every
     * document once; long, for a background thread.
     *
     * @param choice which documents
     * @param stop asked for each document; true leaves everything as it was
     * @param rest called for each document, may wait
     * @return how many documents are known now
     */
    int learn(Corpus corpus, Choice choice, BooleanSupplier stop, Runnable rest) {
        EmbeddingModel model = meaning.model().orElse(null);
        if (model == null) {
            nearby = Nearby.NONE;
            return 0;
        }
        Nearby.Builder builder = new Nearby.Builder(model.digest(), model.dimension());
        HostNeighbours.Handing handing = host.new Handing(model.digest());
        int[] taken = new int[1];
        boolean[] stopped = new boolean[1];
        corpus.forEachTrainingDocument(document -> {
            if (stop.getAsBoolean()) {
                stopped[0] = true;
                return false;
            }
            if (!document.labels().isEmpty()
                    && TextCheck.refuse(document.text()).isEmpty()
                    && choice.takes(document)) {
                rest.run();
                float[] vector = meaning.document(document.text());
                if (vector != null && vector.length == model.dimension()) {
                    builder.add(document, vector);
                    handing.add(document.id(), vector);
                    taken[0]++;
                }
            }
            return !choice.isFull();
        });
        handing.flush();
        if (!stopped[0]) {
            nearby = builder.build();
        }
        return taken[0];
    }
}
