package dev.tagwright.classifier.extraction;

/** How much of a page's content is gone through: content that never seems to end is left. One page, one thread. */
final class ContentBudget {

    /** The most detailed maps and drawings have a few millions. */
    private static final int MOST_OPERATORS = 20_000_000;

    private static final int LOOK_EVERY = 1024;

    private final long end;
    private int operators;

    /** @param millis that the page may take */
    ContentBudget(long millis) {
        this.end = System.nanoTime() + millis * 1_000_000;
    }

    /** Counts one operator. */
    void spend() {
        operators++;
        if (operators > MOST_OPERATORS || operators % LOOK_EVERY == 0 && System.nanoTime() > end) {
            throw new TooMuchContent();
        }
    }

    /** The page has more content than is gone through. Unchecked, because PDFBox goes on after a checked one. */
    static final class TooMuchContent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
