package dev.tagwright.host.documents;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a relative path from a template and values that nobody vouches for. Pure. */
final class StoragePlan {

    private static final Pattern FIELD = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}/\\\\:*?\"<>|]+");
    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final String NOTHING = "none";
    private static final int LONGEST_PART = 120;
    private static final int LONGEST = 700;

    private StoragePlan() {}

    /**
     * Returns the path without a number against collisions, parts separated by {@code /}.
     *
     * @param values of the fields that the template names; a missing or blank one becomes {@code none}
     * @param extension with its dot, or empty
     */
    static String path(String template, Map<String, String> values, String extension) {
        List<String> parts = new ArrayList<>();
        for (String part : template.split("/")) {
            Matcher matcher = FIELD.matcher(part);
            String filled = matcher.replaceAll(
                    found -> Matcher.quoteReplacement(value(values.getOrDefault(found.group(1), ""))));
            parts.add(part(filled));
        }
        String path = String.join("/", parts);
        while (path.length() > LONGEST && parts.size() > 1) {
            parts.remove(0);
            path = String.join("/", parts);
        }
        return path + extension;
    }

    /** Returns the path with a number before its extension. */
    static String numbered(String path, String extension, int number) {
        String stem = path.substring(0, path.length() - extension.length());
        return stem + String.format(Locale.ROOT, "_%02d", number) + extension;
    }

    /** Returns the extension for a file: from its own name when harmless, else from its media type. */
    static String extension(String fileName, String mediaType) {
        Matcher matcher = EXTENSION.matcher(fileName);
        if (matcher.find()) {
            return "." + matcher.group(1).toLowerCase(Locale.ROOT);
        }
        return switch (mediaType) {
            case "application/pdf" -> ".pdf";
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/tiff" -> ".tif";
            case "text/plain" -> ".txt";
            default -> "";
        };
    }

    private static String value(String raw) {
        String clean = part(raw);
        return clean.isEmpty() ? NOTHING : clean;
    }

    private static String part(String raw) {
        String clean =
                UNFIT.matcher(Normalizer.normalize(raw, Normalizer.Form.NFC)).replaceAll("-");
        clean = clean.strip().replaceAll("^[. ]+|[. ]+$", "");
        clean = cut(clean);
        if (clean.isEmpty()) {
            return NOTHING;
        }
        return DEVICE.matcher(clean).matches() ? "_" + clean : clean;
    }

    /** File systems count bytes, so that is what is cut by, never inside a character. */
    private static String cut(String text) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_PART) {
                return text.substring(0, end).strip().replaceAll("[. ]+$", "");
            }
            end += Character.charCount(point);
        }
        return text;
    }
}
