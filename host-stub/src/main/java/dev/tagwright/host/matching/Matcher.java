package dev.tagwright.host.matching;

import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.labels.ReadingExpression;
import dev.tagwright.host.labels.StoredLabel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a label's rule matches a text, as users of paperless-ngx know it. A rule with nothing to look for never
 * matches, nor does one that takes longer than its limit, for which one line is logged.
 */
public class Matcher {

    /** How long one rule may look at one text. */
    public static final Duration LIMIT = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Matcher.class);
    private static final Pattern WORD_OR_PHRASE = Pattern.compile("\"([^\"]+)\"|(\\S+)");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\w\\s]", Pattern.UNICODE_CHARACTER_CLASS);
    private static final double CLOSE_ENOUGH = 0.9;

    private final LongSupplier nanos;

    /** Makes one that measures how long the thread itself works: a busy machine must not make a rule fail. */
    public Matcher() {
        this(clock());
    }

    Matcher(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static LongSupplier clock() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Returns whether the rule of this label matches; false for labels without a rule and for those that are learned. */
    public boolean matches(StoredLabel label, String text) {
        return matches(label.getId(), label.getAlgorithm(), label.getMatch(), label.isInsensitive(), text);
    }

    /**
     * Returns whether a rule matches a text.
     *
     * @param label names the rule in the log
     */
    public boolean matches(long label, MatchingAlgorithm algorithm, String match, boolean insensitive, String text) {
        if (match.isBlank()) {
            return false;
        }
        LimitedText limited = new LimitedText(text, nanos, LIMIT);
        try {
            return switch (algorithm) {
                case NONE, AUTO -> false;
                case ANY -> words(match).stream().anyMatch(word -> find(word, insensitive, limited));
                case ALL -> words(match).stream().allMatch(word -> find(word, insensitive, limited));
                case LITERAL -> find(Pattern.quote(match), insensitive, limited);
                case REGEX ->
                    compile(ReadingExpression.of(match), insensitive)
                            .matcher(limited)
                            // asks for the length at every edge
                            .useTransparentBounds(true)
                            .find();
                case FUZZY -> isClose(match, insensitive, text, limited);
            };
        } catch (PatternSyntaxException e) {
            LOG.error("The regular expression of label {} is not valid and matches nothing.", label);
        } catch (LimitedText.Exceeded e) {
            LOG.warn(
                    "The rule of label {} took longer than {} ms on a text and was taken for no match.",
                    label,
                    LIMIT.toMillis());
        } catch (StackOverflowError e) {
            LOG.warn("The regular expression of label {} goes too deep for a text and was taken for no match.", label);
        }
        return false;
    }

    /** Splits at blanks but keeps what stands between quotation marks; blanks in it match any run of blanks. */
    private static List<String> words(String match) {
        List<String> words = new ArrayList<>();
        java.util.regex.Matcher matcher = WORD_OR_PHRASE.matcher(match);
        while (matcher.find()) {
            String phrase = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            List<String> quoted = new ArrayList<>();
            for (String part : phrase.strip().split("\\s+")) {
                quoted.add(Pattern.quote(part));
            }
            words.add(String.join("\\s+", quoted));
        }
        return words;
    }

    private static boolean find(String expression, boolean insensitive, CharSequence text) {
        return compile("\\b" + expression + "\\b", insensitive).matcher(text).find();
    }

    private static Pattern compile(String expression, boolean insensitive) {
        int flags = Pattern.UNICODE_CHARACTER_CLASS;
        if (insensitive) {
            flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        }
        return Pattern.compile(expression, flags);
    }

    private static boolean isClose(String match, boolean insensitive, String text, LimitedText limited) {
        String wanted = PUNCTUATION.matcher(match).replaceAll("");
        String plain = PUNCTUATION.matcher(text).replaceAll("");
        if (insensitive) {
            wanted = wanted.toLowerCase(Locale.ROOT);
            plain = plain.toLowerCase(Locale.ROOT);
        }
        return PartialRatio.reaches(wanted, plain, CLOSE_ENOUGH, limited::check);
    }
}
