package dev.tagwright.host.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * One way to ask the host or the plugin for something, as it is registered.
 *
 * @param method of HTTP
 * @param pattern of the whole path
 * @param more what else is asked of a request, such as {@code params [remove]}; may be empty
 */
record Endpoint(String method, String pattern, String more) implements Comparable<Endpoint> {

    static final String PLUGIN = "/plugins/tagwright-classifier";

    /** As Spring writes what leads to a method: {@code {POST [/plugins], params [remove]}}. */
    private static final Pattern INFO =
            Pattern.compile("\\{(?:([A-Z]+|\\[[A-Z, ]+]))? ?\\[(.*?)](?:, (.*))?}", Pattern.DOTALL);

    /** Returns everything that is registered with the host, in its filters, and with the plugin that runs in it. */
    static List<Endpoint> all(ApplicationContext host, Object servletOfPlugin) {
        Map<String, Endpoint> all = new TreeMap<>();
        for (HandlerMapping mapping : host.getBeansOfType(HandlerMapping.class).values()) {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().forEach(info -> add(all, "", info));
            } else if (mapping instanceof AbstractUrlHandlerMapping paths) {
                paths.getHandlerMap().keySet().forEach(path -> add(all, new Endpoint("GET", path, "")));
            }
        }
        // answered by filters, before any mapping is asked
        add(all, new Endpoint("POST", "/login", ""));
        add(all, new Endpoint("POST", "/logout", ""));
        Object dispatcher = ReflectionTestUtils.getField(servletOfPlugin, "dispatcher");
        Object context = ReflectionTestUtils.invokeMethod(dispatcher, "getWebApplicationContext");
        Object mapping = ReflectionTestUtils.invokeMethod(context, "getBean", "requestMappingHandlerMapping");
        Map<?, ?> methods = ReflectionTestUtils.invokeMethod(mapping, "getHandlerMethods");
        methods.keySet().forEach(info -> add(all, PLUGIN, info));
        return List.copyOf(all.values());
    }

    private static void add(Map<String, Endpoint> all, String base, Object info) {
        Matcher matcher = INFO.matcher(String.valueOf(info));
        if (!matcher.matches()) {
            throw new IllegalStateException("a mapping that this test does not understand: " + info);
        }
        String methods = matcher.group(1) == null ? "GET" : matcher.group(1).replaceAll("[\\[\\]]", "");
        String more = matcher.group(3) == null ? "" : matcher.group(3);
        for (String method : methods.split(", ")) {
            for (String path : matcher.group(2).split(" \\|\\| ")) {
                add(all, new Endpoint(method, base + path, more));
            }
        }
    }

    private static void add(Map<String, Endpoint> all, Endpoint endpoint) {
        all.put(endpoint.pattern + " " + endpoint.method + " " + endpoint.more, endpoint);
    }

    boolean changes() {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    /** Returns whether the path names a document. */
    boolean ofDocument() {
        return pattern.matches(".*/(?:documents|review)/\\{\\w+(?::[^/]*)?}.*")
                || pattern.equals("/api/trash/") && changes();
    }

    /** The names of what the pattern leaves open. */
    List<String> variables() {
        List<String> names = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}").matcher(pattern);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Returns a path that fits the pattern. */
    String path(Map<String, String> values) {
        String path = pattern;
        for (String name : variables()) {
            path = path.replaceFirst(
                    "\\{" + name + "(?::(?:[^{}]|\\{[^{}]*})*)?}",
                    Matcher.quoteReplacement(values.getOrDefault(name, "999999")));
        }
        return path.replace("/**", "/nothing").replace("*", "nothing");
    }

    String name() {
        return method + " " + pattern.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}")
                + (more.contains("params") ? "?" + more.replaceAll(".*params \\[([^]]*)].*", "$1") : "")
                + (more.contains("produces [application/json]") ? " (JSON)" : "");
    }

    @Override
    public int compareTo(Endpoint other) {
        return name().compareTo(other.name());
    }
}
