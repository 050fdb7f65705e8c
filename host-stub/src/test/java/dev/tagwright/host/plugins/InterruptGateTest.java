package dev.tagwright.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class InterruptGateTest {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean interruptedInTheHost = new AtomicBoolean();

    /** A host that is at work until it is told to go on, and notes whether an interrupt came meanwhile. */
    private final Callable<String> host = InterruptGate.guarded(asCallable(), () -> {
        inside.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            interruptedInTheHost.set(true);
        }
        interruptedInTheHost.compareAndSet(false, Thread.currentThread().isInterrupted());
        return "an answer";
    });

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Class<Callable<String>> asCallable() {
        return (Class) Callable.class;
    }

    private static <T> T answer(InterruptGate gate, FutureTask<T> task) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            gate.take();
            task.run();
            InterruptGate.leave();
            ended.countDown();
        });
        thread.start();
        ended.await();
        return task.isCancelled() ? null : task.get();
    }

    @Test
    void anInterruptWaitsUntilTheThreadIsBackInThePluginsCode() throws Exception {
        InterruptGate gate = new InterruptGate();
        AtomicBoolean interruptedAfterwards = new AtomicBoolean();
        FutureTask<String> call = new FutureTask<>(() -> {
            String got = host.call();
            interruptedAfterwards.set(Thread.currentThread().isInterrupted());
            return got;
        });
        Thread caller = new Thread(() -> {
            try {
                inside.await();
                gate.end(call);
                goOn.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        answer(gate, call);
        caller.join();
        assertThat(interruptedInTheHost).isFalse();
        assertThat(interruptedAfterwards).isTrue();
    }

    @Test
    void anInterruptThatCameBeforeIsKeptFromTheHostAndGivenBack() throws Exception {
        InterruptGate gate = new InterruptGate();
        goOn.countDown();
        FutureTask<Boolean> call = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            host.call();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(answer(gate, call)).isTrue();
        assertThat(interruptedInTheHost).isFalse();
    }

    @Test
    void aCallThatHasEndedMayGiveBackItsConnectionAndNoMore() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:gate");
        DataSource guarded = InterruptGate.guarded(DataSource.class, database);
        InterruptGate gate = new InterruptGate();
        FutureTask<Connection> call = new FutureTask<>(() -> {
            Connection connection = guarded.getConnection();
            try (connection) {
                connection.createStatement().execute("create table t (a int)");
                gate.end(new FutureTask<>(() -> null));
                assertThatThrownBy(() -> connection.createStatement())
                        .isInstanceOf(SQLException.class)
                        .hasMessage(
                                "The time of this call is over; the host does no more for it than take back what it holds.");
                assertThatThrownBy(() -> guarded.getConnection()).isInstanceOf(SQLException.class);
            }
            return connection;
        });
        Connection connection = answer(gate, call);
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void aDriverGetsBackWhatItGave() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:own");
        DataSource guarded = InterruptGate.guarded(DataSource.class, database);
        try (Connection connection = guarded.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("create table t (a clob)");
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                java.sql.Clob text = connection.createClob();
                text.setString(1, "a letter");
                insert.setClob(1, text);
                insert.executeUpdate();
            }
            try (ResultSet found = connection.createStatement().executeQuery("select a from t")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).isEqualTo("a letter");
            }
            connection.rollback(before);
            try (ResultSet found = connection.createStatement().executeQuery("select count(*) from t")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aProxyEqualsEveryOtherOfTheSameService() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        DataSource one = InterruptGate.guarded(DataSource.class, database);
        DataSource other = InterruptGate.guarded(DataSource.class, database);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void anOutcomeIsHandedOnAsItIs() {
        Assignments done = delta -> new AssignmentOutcome.Gone();
        AssignmentDelta delta = new AssignmentDelta(new DocumentId(1), 1, Map.of(), Set.of(), "s1", "r1");
        assertThat(InterruptGate.guarded(Assignments.class, done).apply(delta)).isEqualTo(new AssignmentOutcome.Gone());
    }

    @Test
    void whatTheHostThrowsArrivesAsItWasThrown() {
        Assignments broken = delta -> {
            throw new IllegalArgumentException("no such document");
        };
        AssignmentDelta delta = new AssignmentDelta(new DocumentId(1), 1, Map.of(), Set.of(), "s1", "r1");
        assertThatThrownBy(
                        () -> InterruptGate.guarded(Assignments.class, broken).apply(delta))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such document");
    }
}
