package dev.tagwright.spark;

import dev.tagwright.classifier.linear.LinearTrainer;
import dev.tagwright.classifier.training.ShardedTrainer;
import dev.tagwright.classifier.training.TrainingEngine;
import java.util.Collections;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark by its own settings: {@code spark.master} and the like as {@code spark-submit} or {@code -D} give them. Each
 * executor is given two shares, so that a slow one does not hold up all.
 */
public final class SparkEngine implements TrainingEngine {

    private static final int SHARES_EACH = 2;

    private final JavaSparkContext spark;

    /** For the service loader. */
    public SparkEngine() {
        this(new SparkConf());
    }

    SparkEngine(SparkConf settings) {
        this.spark = new JavaSparkContext(settings.setIfMissing("spark.app.name", "Tagwright training")
                .setIfMissing("spark.ui.enabled", "false")
                // the margins of all labels come back
                .setIfMissing("spark.driver.maxResultSize", "0"));
    }

    @Override
    public LinearTrainer trainer() {
        SparkTrainer one = new SparkTrainer(spark, coresEach());
        // counted when labels are to be fitted: right after its start a cluster has no executors yet
        return (problem, wanted, visitor, watch) ->
                new ShardedTrainer(Collections.nCopies(shares(), one)).crossFit(problem, wanted, visitor, watch);
    }

    /** Returns into how many shares labels would be dealt out now, by the cores that were asked for or else are there. */
    int shares() {
        int cores = spark.sc().conf().getInt("spark.cores.max", spark.defaultParallelism());
        return Math.max(1, cores / coresEach()) * SHARES_EACH;
    }

    private int coresEach() {
        return Math.max(1, spark.sc().conf().getInt("spark.task.cpus", 1));
    }

    @Override
    public void close() {
        spark.close();
    }
}
