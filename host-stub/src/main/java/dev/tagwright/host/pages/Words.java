package dev.tagwright.host.pages;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The words of the pages in the language of whoever asks. */
@Component
class Words {

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    /** Returns a message of {@code messages.properties} with its places filled; numbers are written plainly. */
    String say(String key, Object... values) {
        Object[] plain = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            plain[i] = String.valueOf(values[i]);
        }
        return messages.getMessage(key, plain, LocaleContextHolder.getLocale());
    }

    /** Returns the form for one or for many. */
    String count(String key, long number) {
        return say(key + (number == 1 ? ".one" : ".many"), number);
    }
}
