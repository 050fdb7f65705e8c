package dev.tagwright.host.documents;

import java.util.regex.Pattern;

/** What names and titles must hold up to, whoever gives them. Pure. */
final class DocumentChecks {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");
    private static final int LONGEST_TITLE = 512;

    private DocumentChecks() {}

    /** Takes the last part of the file name, without control characters, and makes a title when there is none. */
    static NewDocument check(NewDocument draft) {
        String name = fileName(draft.fileName());
        String title = draft.title().isBlank() ? titleOf(name) : title(draft.title());
        return new NewDocument(
                title,
                name,
                cut(draft.mediaType(), 255),
                draft.createdOn(),
                draft.owner(),
                draft.actor(),
                draft.labels(),
                draft.toInbox());
    }

    static String title(String raw) {
        String title = CONTROL.matcher(raw).replaceAll(" ").strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new DocumentRefused("title", "A title has from 1 to " + LONGEST_TITLE + " characters.");
        }
        return title;
    }

    private static String fileName(String raw) {
        String name = CONTROL.matcher(raw).replaceAll("");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "document";
        }
        return name.length() <= 1024 ? name : name.substring(name.length() - 1024);
    }

    private static String titleOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
        String title = cut(stem.replace('_', ' ').strip(), LONGEST_TITLE);
        return title.isEmpty() ? "document" : title;
    }

    /** Returns at most so many characters, never half a pair. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
