package dev.tagwright.classifier.review;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.Filing;
import dev.tagwright.classifier.suggestion.Suggester;
import java.time.Clock;

/** All that the review pages work with. */
public record Review(
        Queue queue,
        Desk desk,
        Bulk bulk,
        Appraisal appraisal,
        ReviewLog log,
        ActionLog actions,
        Refresh refresh,
        Findings findings,
        Corpus corpus,
        Filing filing,
        Suggester suggester,
        Clock clock) {}
