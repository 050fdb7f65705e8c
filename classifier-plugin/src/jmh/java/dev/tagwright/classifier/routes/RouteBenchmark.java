package dev.tagwright.classifier.routes;

import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision costs when the document's vector is in the cache: made-up vectors as long as the built-in model's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class RouteBenchmark {

    private static final int DIMENSION = 384;
    private static final int DOCUMENTS = 10_000;

    @Param({"30", "300", "3000"})
    private int labels;

    private RouteTable routes;
    private Neighbours neighbours;
    private float[] vector;
    private Tokens text;

    @Setup
    public void make() {
        Random random = new Random(1);
        Neighbours.Builder seen = new Neighbours.Builder(DIMENSION);
        for (int document = 0; document < DOCUMENTS; document++) {
            seen.add(document, unit(random));
        }
        neighbours = seen.build();
        RouteTable.Builder described = RouteTable.builder(
                RouteSettings.defaults(true), Centre.unknown(DIMENSION), List.of(unit(random), unit(random)));
        for (int label = 0; label < labels; label++) {
            described.add(List.of(words(random, 8)), List.of(unit(random)), List.of());
        }
        routes = described.build();
        vector = unit(random);
        text = Tokenizer.tokenize(words(random, 200));
    }

    private static float[] unit(Random random) {
        return Vectors.unit(random.doubles(DIMENSION, -1, 1).toArray());
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < count; word++) {
            words.append(Integer.toString(random.nextInt(5000) + 50_000, 36)).append(' ');
        }
        return words.toString();
    }

    /** One product of a matrix and a vector, the words that descriptions and text share, and the order of all labels. */
    @Benchmark
    public Ranking decisionOnACachedVector() {
        return routes.rank(vector, text);
    }

    /** An exact search through the vectors of 10,000 documents. */
    @Benchmark
    public List<Neighbours.Near> tenNearestDocuments() {
        return neighbours.nearest(vector, 10, document -> true);
    }
}
