package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.ClassifierPlugin;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.Metric;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The class that the archive names. Hands every call to what {@link #start} has wired. */
public final class TagwrightPlugin implements ClassifierPlugin {

    private volatile @Nullable Wiring wiring;

    @Override
    public void start(HostServices host) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TagwrightPlugin.class.getClassLoader());
        try {
            wiring = Wiring.of(host, Clock.systemUTC());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Wiring running() {
        Wiring now = wiring;
        if (now == null) {
            throw new IllegalStateException("the classifier is not running.");
        }
        return now;
    }

    @Override
    public Extraction extract(FileToRead file, PageProgress progress) {
        return running().extract(file, progress);
    }

    @Override
    public Suggestions decide(DocumentId document) {
        return running().decide(document);
    }

    @Override
    public Suggestions suggest(DocumentId document, Caller caller) {
        return running().suggest(document, caller);
    }

    @Override
    public String suggestionState() {
        return running().suggestionState();
    }

    @Override
    public void feedback(List<Feedback> items) {
        running().feedback(items);
    }

    @Override
    public void lookedThrough(DocumentId document, String user) {
        running().lookedThrough(document, user);
    }

    @Override
    public void forget(List<ErasedDocument> documents) {
        running().forget(documents);
    }

    @Override
    public TrainingStatus train(TrainingRequest request) {
        return running().train(request);
    }

    @Override
    public TrainingStatus stopTraining() {
        return running().retrain().stop();
    }

    @Override
    public TrainingStatus trainingStatus() {
        return running().retrain().status();
    }

    @Override
    public Health health() {
        return running().health();
    }

    @Override
    public List<Metric> metrics() {
        return running().metrics();
    }

    @Override
    public Optional<Servlet> servlet() {
        return Optional.of(running().servlet());
    }

    @Override
    public void close() {
        Wiring now = wiring;
        wiring = null;
        if (now != null) {
            now.close();
        }
    }
}
