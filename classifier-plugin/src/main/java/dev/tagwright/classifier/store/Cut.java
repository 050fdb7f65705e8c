package dev.tagwright.classifier.store;

/** Makes texts fit their columns. */
final class Cut {

    private Cut() {}

    /** Returns the text, or its beginning and an ellipsis; never half of a surrogate pair. */
    static String to(int atMost, String text) {
        if (text.length() <= atMost) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(atMost - 2)) ? atMost - 2 : atMost - 1;
        return text.substring(0, end) + "…";
    }
}
