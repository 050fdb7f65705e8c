package dev.tagwright.classifier.retrain;

import java.sql.Connection;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Asks for a training at the times of a cron expression, by UTC: in one process, or on one of several nodes that share a
 * database. Times that were missed are made up for once; a time that comes while the one before is still being asked for
 * waits for it; one whose node died is asked for again by another node.
 */
public final class Schedule implements AutoCloseable {

    /** All nodes share one schedule of this name; the only class that runs in it is {@link Ask}. */
    private static final String SHARED = "tagwright";

    private static final String PREFIX = "tw_qrtz_";
    private static final TriggerKey TRIGGER = TriggerKey.triggerKey("train");

    /** How often a node looks for times that another one has set, and shows that it lives. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Clock clock;

    private Schedule(Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Returns whether Quartz understands the expression. */
    public static boolean understands(String cron) {
        return CronExpression.isValidExpression(cron);
    }

    /**
     * Keeps the schedule in memory, on one thread that runs the action.
     *
     * @param node names the thread; must be used once in a process
     */
    public static Schedule alone(String node, String cron, Clock clock, Runnable action) {
        Properties properties = properties(SHARED + '-' + node);
        properties.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
        return start(properties, cron, clock, action);
    }

    /**
     * Keeps the schedule in the tables of a PostgreSQL that other nodes share: each time one of them runs the action.
     *
     * @param node names this one among them
     */
    public static Schedule shared(DataSource source, String node, String cron, Clock clock, Runnable action) {
        String connections = SHARED + '-' + node;
        DBConnectionManager.getInstance().addConnectionProvider(connections, new OfHost(source));
        Properties properties = properties(SHARED);
        properties.setProperty("org.quartz.scheduler.instanceId", node);
        properties.setProperty("org.quartz.scheduler.idleWaitTime", Long.toString(LOOK.toMillis()));
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.dataSource", connections);
        properties.setProperty("org.quartz.jobStore.tablePrefix", PREFIX);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", Long.toString(LOOK.toMillis()));
        // what is kept of the job are texts, never serialized objects
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        return start(properties, cron, clock, action);
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        return properties;
    }

    private static Schedule start(Properties properties, String cron, Clock clock, Runnable action) {
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.setJobFactory((fired, any) -> new Ask(action));
            CronTrigger wanted = trigger(utc(cron));
            // one that is there already knows which times were missed
            if (!(scheduler.getTrigger(TRIGGER) instanceof CronTrigger kept)
                    || !kept.getCronExpression().equals(wanted.getCronExpression())) {
                scheduler.scheduleJob(
                        JobBuilder.newJob(Ask.class)
                                .withIdentity(TRIGGER.getName())
                                .requestRecovery()
                                .build(),
                        Set.of(wanted),
                        true);
            }
            scheduler.start();
            return new Schedule(scheduler, clock);
        } catch (SchedulerException | ParseException e) {
            throw new IllegalStateException("the schedule (" + cron + ") could not be started: " + e.getMessage(), e);
        }
    }

    private static CronExpression utc(String cron) throws ParseException {
        CronExpression expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone("UTC"));
        return expression;
    }

    private static CronTrigger trigger(CronExpression expression) {
        return TriggerBuilder.newTrigger()
                .withIdentity(TRIGGER)
                .withSchedule(
                        CronScheduleBuilder.cronSchedule(expression).withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    /**
     * Takes the next time anew when it is set for later than the one after the next, because the time of day was set back
     * meanwhile. To be called from time to time.
     *
     * @return whether it was taken anew
     */
    public boolean keepTime() {
        try {
            if (!(scheduler.getTrigger(TRIGGER) instanceof CronTrigger kept)) {
                return false;
            }
            CronExpression expression = utc(kept.getCronExpression());
            Date next = expression.getNextValidTimeAfter(Date.from(clock.instant()));
            Date second = next == null ? null : expression.getNextValidTimeAfter(next);
            Date set = kept.getNextFireTime();
            boolean late = second != null && set != null && set.after(second);
            if (late) {
                scheduler.rescheduleJob(TRIGGER, trigger(expression));
            }
            return late;
        } catch (SchedulerException | ParseException e) {
            throw new IllegalStateException("the schedule could not be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the schedule could not be stopped: " + e.getMessage(), e);
        }
    }

    /** What Quartz runs. Public because Quartz looks for it by its name. */
    @DisallowConcurrentExecution
    public static final class Ask implements Job {

        private final Runnable action;

        private Ask(Runnable action) {
            this.action = action;
        }

        @Override
        public void execute(@Nullable JobExecutionContext context) {
            action.run();
        }
    }

    /** Connections of the host's pool, which only the host closes. */
    private record OfHost(DataSource source) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
