package dev.tagwright.classifier.synthetic;

import java.net.URI;
import java.time.Duration;

/**
 * How documents are made up, and by whom.
 *
 * @param enabled whether any are made up and count; nothing is sent without it
 * @param endpoint address that speaks the chat protocol of OpenAI, such as {@code http://localhost:11434/v1}
 * @param model its name there
 * @param key what the endpoint wants to know its users by; empty for none; never shown
 * @param privateNetwork whether the endpoint may lie on this machine or in a private network
 * @param documents how many a label gets, at least 1; higher takes longer
 * @param leastExamples labels that fewer documents carry get some, and lose them when so many do
 * @param sendText whether the beginning of a document of the label is sent along as an example
 * @param timeLimit how long one answer may take in all
 */
public record SyntheticSettings(
        boolean enabled,
        URI endpoint,
        String model,
        String key,
        boolean privateNetwork,
        int documents,
        int leastExamples,
        boolean sendText,
        Duration timeLimit) {

    /** How much a document that was made up counts beside one of the archive. */
    static final double SHARE = 0.3;

    @Override
    public String toString() {
        return "SyntheticSettings[enabled=" + enabled + ", documents=" + documents + ", sendText=" + sendText + "]";
    }
}
