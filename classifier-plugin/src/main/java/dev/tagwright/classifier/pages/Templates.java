package dev.tagwright.classifier.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.api.host.Permissions;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.serializer.StandardJavaScriptSerializer;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills the templates of the pages. */
final class Templates {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final TemplateEngine engine = new TemplateEngine();
    private final Words words = new Words();
    private final Permissions permissions;
    private final boolean reviews;

    /**
     * @param reviews whether there is a review to be shown
     */
    Templates(Permissions permissions, boolean reviews) {
        this.permissions = permissions;
        this.reviews = reviews;
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix("dev/tagwright/classifier/pages/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
        StandardDialect dialect = new StandardDialect();
        // Thymeleaf's own looks for Jackson's parts in the class loader of the host, too, whose classes do not fit ours
        dialect.setJavaScriptSerializer(new StandardJavaScriptSerializer(false));
        engine.setDialect(dialect);
        engine.setMessageResolver(words);
    }

    /** Returns what every page is filled with: who looks at it, in which language, and where things are. */
    Context context(Principal user, HttpServletRequest request) {
        Locale language = Words.language(request.getHeader("Accept-Language"));
        Context context = new Context(language);
        context.setVariable("language", language.getLanguage());
        context.setVariable("base", request.getContextPath() + "/");
        context.setVariable("documents", documents(request));
        context.setVariable("csrfName", text(request, "dev.tagwright.csrf.parameter"));
        context.setVariable("csrfHeader", text(request, "dev.tagwright.csrf.header"));
        context.setVariable("csrfToken", text(request, "dev.tagwright.csrf.token"));
        context.setVariable("reviews", reviews);
        context.setVariable("mayAdminister", permissions.mayAdminister(new Caller(user.getName())));
        String said = request.getParameter("said");
        context.setVariable("said", said != null && words.knows("said." + said) ? said : null);
        return context;
    }

    /** Hosts serve a plugin below {@code /plugins/} and documents beside it; elsewhere there are no links. */
    static String documents(HttpServletRequest request) {
        String path = request.getContextPath();
        int plugins = path.indexOf("/plugins/");
        return plugins < 0 ? "" : path.substring(0, plugins) + "/documents";
    }

    String page(String name, Context context) {
        return engine.process(name, context);
    }

    /** Returns a part of a page, by the name of its fragment. */
    String part(String name, String fragment, Context context) {
        return engine.process(name, Set.of(fragment), context);
    }

    /** Returns a message in the language of a page. */
    String say(Context context, String key, Object... parts) {
        return words.say(context.getLocale(), key, parts);
    }

    private static String text(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof String value ? value : "";
    }

    static String percent(Context context, double share) {
        return String.format(context.getLocale(), "%.1f %%", share * 100);
    }

    static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }
}
