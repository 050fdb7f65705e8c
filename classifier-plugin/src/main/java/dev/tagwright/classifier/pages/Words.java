package dev.tagwright.classifier.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/** What the pages say, in the languages that there are. Any number of threads. */
final class Words extends AbstractMessageResolver {

    /** The first is for those whose language is not among them. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

    private final Map<Locale, Properties> messages = new LinkedHashMap<>();

    Words() {
        LANGUAGES.forEach(language -> messages.put(language, read(language)));
    }

    private static Properties read(Locale language) {
        String name = language.equals(LANGUAGES.get(0)) ? "messages" : "messages_" + language.getLanguage();
        Properties read = new Properties();
        try (InputStream in = Words.class.getResourceAsStream(name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks its file (" + name + ".properties).");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    /** Returns the keys of one language. */
    Properties all(Locale language) {
        return messages.getOrDefault(language, new Properties());
    }

    /**
     * Returns the language that somebody wants most of those that there are.
     *
     * @param wanted as browsers say it, such as {@code de-AT,de;q=0.9}; null if they do not
     */
    static Locale language(@Nullable String wanted) {
        if (wanted == null || wanted.isBlank() || wanted.length() > 500) {
            return LANGUAGES.get(0);
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(wanted), LANGUAGES);
            return found == null ? LANGUAGES.get(0) : found;
        } catch (IllegalArgumentException e) {
            return LANGUAGES.get(0);
        }
    }

    boolean knows(String key) {
        return all(LANGUAGES.get(0)).containsKey(key);
    }

    /** Returns a message; fails if there is none, so that a page that lacks one is seen by its test. */
    String say(Locale language, String key, Object... parts) {
        String message = all(language).getProperty(key);
        if (message == null) {
            throw new IllegalStateException("there is no message (" + key + ") for language (" + language + ").");
        }
        return new MessageFormat(message, language).format(parts);
    }

    @Override
    public String resolveMessage(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
        return say(context.getLocale(), key, parameters == null ? new Object[0] : parameters);
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
        return key;
    }
}
