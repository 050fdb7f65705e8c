package dev.tagwright.host.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that note every statement of the thread that made this: when it is prepared, or when it is executed without
 * having been prepared.
 */
final class StatementLog extends DelegatingDataSource {

    private final Thread thread = Thread.currentThread();
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    StatementLog(DataSource real) {
        super(real);
    }

    /** Returns what was noted so far, in its order, and begins anew. */
    List<String> take() {
        synchronized (statements) {
            List<String> all = List.copyOf(statements);
            statements.clear();
            return all;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return noting(Connection.class, super.getConnection(), "prepare");
    }

    private <T> T noting(Class<T> type, T real, String verb) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (Thread.currentThread() == thread
                            && method.getName().startsWith(verb)
                            && arguments != null
                            && arguments.length > 0
                            && arguments[0] instanceof String sql) {
                        statements.add(sql);
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        return method.getName().equals("createStatement")
                                ? noting(Statement.class, (Statement) answer, "execute")
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
