package dev.tagwright.host.plugins;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt reach a call to a plugin only while its thread is in the plugin's own code. The embedded database may
 * stop answering everybody when a thread is interrupted inside it. An interrupt that comes meanwhile is delivered when
 * the thread comes back from the host; a thread whose call has ended may give back what it holds, and no more.
 */
final class InterruptGate {

    /** What a call that has ended may still do, so that no connection is lost to the others. */
    private static final Set<String> GIVES_BACK = Set.of("close", "rollback", "isClosed", "isValid");

    private static final ThreadLocal<@Nullable InterruptGate> OF_THREAD = new ThreadLocal<>();

    private int depth;
    private boolean ended;
    private boolean interrupted;

    /** Marks the current thread as working on this call, until {@link #leave}. */
    void take() {
        OF_THREAD.set(this);
    }

    static void leave() {
        OF_THREAD.remove();
    }

    /** Ends the call; interrupts its thread now, or when it comes back from the host. Any thread, any number of times. */
    synchronized void end(Future<?> call) {
        ended = true;
        interrupted |= depth > 0;
        call.cancel(depth == 0);
    }

    private synchronized boolean enter(String method) {
        if (ended && !GIVES_BACK.contains(method)) {
            return false;
        }
        // An interrupt that was delivered before must not be met by the database either.
        interrupted |= Thread.interrupted();
        depth++;
        return true;
    }

    private synchronized void exit() {
        depth--;
        if (depth == 0 && interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the same service, with all that comes out of it, behind the gate of whatever thread calls it. */
    static <T> T guarded(Class<T> type, T service) {
        return type.cast(Proxy.newProxyInstance(
                InterruptGate.class.getClassLoader(), new Class<?>[] {type}, new Guarded(service)));
    }

    private record Guarded(Object service) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Object[] given = arguments == null
                    ? new Object[0]
                    : Arrays.stream(arguments).map(Guarded::bare).toArray();
            InterruptGate gate = method.getDeclaringClass() == Object.class ? null : OF_THREAD.get();
            if (gate != null && !gate.enter(method.getName())) {
                throw over(method);
            }
            try {
                return shown(method.getReturnType(), method.invoke(service, given));
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            } finally {
                if (gate != null) {
                    gate.exit();
                }
            }
        }

        /** The host's own objects never see a proxy: its drivers take back only what they gave. */
        private static @Nullable Object bare(@Nullable Object argument) {
            return argument != null
                            && Proxy.isProxyClass(argument.getClass())
                            && Proxy.getInvocationHandler(argument) instanceof Guarded guarded
                    ? guarded.service
                    : argument;
        }

        private static @Nullable Object shown(Class<?> type, @Nullable Object answer) {
            // A sealed interface is a value: it does nothing in the host, and nobody else may implement it.
            boolean leadsFurther = type.isInterface()
                    && !type.isSealed()
                    && (type.getName().startsWith("dev.tagwright.api.host.")
                            || type.getName().startsWith("java.sql.")
                            || type.getName().startsWith("javax.sql."));
            return answer != null && leadsFurther ? wrap(type, answer) : answer;
        }

        private static <T> T wrap(Class<T> type, Object answer) {
            return guarded(type, type.cast(answer));
        }

        private static Exception over(Method method) {
            String why = "The time of this call is over; the host does no more for it than take back what it holds.";
            return Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)
                    ? new SQLException(why)
                    : new IllegalStateException(why);
        }
    }
}
