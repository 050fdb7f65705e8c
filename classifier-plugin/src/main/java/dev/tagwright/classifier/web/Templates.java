package dev.tagwright.classifier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills the templates of the pages. */
final class Templates {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final TemplateEngine engine = new TemplateEngine();

    Templates() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix("dev/tagwright/classifier/web/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    /** Returns what a page is filled with, the host's token for forms included. */
    static Context context(HttpServletRequest request) {
        Context context = new Context(Locale.ROOT);
        context.setVariable("csrfName", text(request, "dev.tagwright.csrf.parameter"));
        context.setVariable("csrfToken", text(request, "dev.tagwright.csrf.token"));
        return context;
    }

    String page(String name, Context context) {
        return engine.process(name, context);
    }

    private static String text(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof String value ? value : "";
    }

    static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }
}
