package dev.tagwright.host.plugins;

import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The container's context as a plugin sees it: with attributes of its own, because the host keeps objects of its own
 * framework there under names that the plugin's copy of the framework looks for, and without the right to register
 * anything.
 */
final class PluginServletContext implements InvocationHandler {

    private final ServletContext context;
    private final ClassLoader loader;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();

    private PluginServletContext(ServletContext context, ClassLoader loader) {
        this.context = context;
        this.loader = loader;
    }

    static ServletContext of(ServletContext context, ClassLoader loader) {
        return (ServletContext) Proxy.newProxyInstance(
                PluginServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                new PluginServletContext(context, loader));
    }

    @Override
    @SuppressWarnings("NullAway")
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getAttribute":
                return attributes.get((String) arguments[0]);
            case "getAttributeNames":
                return Collections.enumeration(attributes.keySet());
            case "setAttribute":
                if (arguments[1] == null) {
                    attributes.remove((String) arguments[0]);
                } else {
                    attributes.put((String) arguments[0], arguments[1]);
                }
                return null;
            case "removeAttribute":
                return attributes.remove((String) arguments[0]);
            case "getInitParameter":
                return null;
            case "getInitParameterNames":
                return Collections.emptyEnumeration();
            case "getClassLoader":
                return loader;
            case "hashCode":
                return System.identityHashCode(proxy);
            case "equals":
                return proxy == arguments[0];
            default:
                return pass(method, arguments);
        }
    }

    private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().startsWith("add")
                || method.getName().startsWith("create")
                || method.getName().startsWith("declare")
                || method.getName().startsWith("set")) {
            throw new UnsupportedOperationException(
                    "a plugin cannot change the host's servlet context by " + method.getName());
        }
        try {
            return method.invoke(context, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
