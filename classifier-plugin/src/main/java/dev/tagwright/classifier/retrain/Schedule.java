package dev.tagwright.classifier.retrain;

import java.text.ParseException;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Asks for a training at the times of a cron expression. Times that were missed because the machine slept are made up
 * for once; while a training runs, the request is answered by it.
 */
public final class Schedule implements AutoCloseable {

    private static final String ACTION = "action";

    private final Scheduler scheduler;

    private Schedule(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns whether Quartz understands the expression. */
    public static boolean understands(String cron) {
        return CronExpression.isValidExpression(cron);
    }

    /**
     * Starts one thread that runs the action at the times of the expression, by UTC.
     *
     * @param name names the thread; must be used once in a process
     */
    public static Schedule start(String name, String cron, Runnable action) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            JobDataMap data = new JobDataMap();
            data.put(ACTION, action);
            scheduler.scheduleJob(
                    JobBuilder.newJob(Ask.class)
                            .withIdentity("train")
                            .usingJobData(data)
                            .build(),
                    TriggerBuilder.newTrigger()
                            .withSchedule(CronScheduleBuilder.cronSchedule(new CronExpression(cron))
                                    .inTimeZone(TimeZone.getTimeZone("UTC"))
                                    .withMisfireHandlingInstructionFireAndProceed())
                            .build());
            scheduler.start();
            return new Schedule(scheduler);
        } catch (SchedulerException | ParseException e) {
            throw new IllegalStateException("the schedule (" + cron + ") could not be started: " + e.getMessage(), e);
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

    /** What Quartz runs. Public because Quartz makes it. */
    @DisallowConcurrentExecution
    public static final class Ask implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            if (context.getMergedJobDataMap().get(ACTION) instanceof Runnable action) {
                action.run();
            }
        }
    }
}
