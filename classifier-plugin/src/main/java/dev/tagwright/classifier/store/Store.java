package dev.tagwright.classifier.store;

import dev.tagwright.classifier.embedding.VectorShelf;
import dev.tagwright.classifier.feedback.FeedbackLog;
import dev.tagwright.classifier.feedback.JobFiles;
import dev.tagwright.classifier.feedback.JobLog;
import dev.tagwright.classifier.feedback.SuccessorShelf;
import dev.tagwright.classifier.insight.DecisionLog;
import dev.tagwright.classifier.insight.DistinctLabels;
import dev.tagwright.classifier.retrain.ErasureLog;
import dev.tagwright.classifier.retrain.Lease;
import dev.tagwright.classifier.retrain.RunLog;
import dev.tagwright.classifier.retrain.SnapshotShelf;
import dev.tagwright.classifier.retrain.TrainedState;
import dev.tagwright.classifier.review.ActionLog;
import dev.tagwright.classifier.review.ReviewLog;
import dev.tagwright.classifier.rework.ReworkLog;
import dev.tagwright.classifier.suggestion.AssignmentLog;
import dev.tagwright.classifier.suggestion.PolicyBook;
import dev.tagwright.classifier.suggestion.RouteBook;
import dev.tagwright.classifier.suggestion.ShadowLog;
import dev.tagwright.classifier.synthetic.SyntheticShelf;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The plugin's tables behind the ports of the rooms above. Built by hand and without looking for anything on the class
 * path, because a host waits for it at its start. Safe for any number of threads.
 */
public final class Store implements AutoCloseable {

    private final LocalContainerEntityManagerFactoryBean factoryBean;
    private final boolean shared;
    private final RunLog runs;
    private final SnapshotShelf snapshots;
    private final TrainedState trained;
    private final Lease lease;
    private final AssignmentLog assignments;
    private final VectorShelf vectors;
    private final ReworkLog reworks;
    private final FeedbackLog feedback;
    private final SuccessorShelf successors;
    private final JobLog jobs;
    private final JobFiles jobFiles;
    private final RouteBook routes;
    private final PolicyTables policies;
    private final ReviewLog reviews;
    private final ActionLog actions;
    private final ErasureLog erasures;
    private final SyntheticShelf synthetic;

    /**
     * Brings the tables to the newest version and opens them.
     *
     * @param source the host's pool; it stays open when the store closes
     * @param loader that sees the migrations and the libraries of this room
     */
    public Store(DataSource source, ClassLoader loader) {
        Schema.Database database = Schema.databaseOf(source);
        shared = database == Schema.Database.POSTGRESQL;
        Schema.migrate(source, database, loader);
        factoryBean = factoryBean(source, database, loader);
        EntityManagerFactory factory = Objects.requireNonNull(factoryBean.getObject());
        EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        TransactionTemplate transaction = new TransactionTemplate(new JpaTransactionManager(factory));
        JpaRepositoryFactory repositories = new JpaRepositoryFactory(entities);
        runs = new RunTable(repositories.getRepository(RunRows.class), transaction);
        snapshots = new SnapshotTables(
                repositories.getRepository(SnapshotRows.class),
                repositories.getRepository(PieceRows.class),
                entities,
                transaction);
        trained = new TrainedTable(entities, transaction);
        lease = new LeaseTable(entities, transaction);
        vectors = new VectorTable(entities, transaction);
        assignments = new AssignmentTable(repositories.getRepository(AssignmentRows.class), transaction);
        reworks = new ReworkTables(entities, transaction);
        feedback = new FeedbackTable(entities, transaction);
        successors = new SuccessorTable(entities, transaction);
        jobs = new JobTable(entities, transaction);
        jobFiles = new JobFileTable(entities, transaction);
        routes = new RouteTables(entities, transaction);
        JdbcTemplate jdbc = new JdbcTemplate(source);
        TransactionTemplate plain = new TransactionTemplate(new DataSourceTransactionManager(source));
        reviews = new ReviewTables(jdbc, plain);
        actions = new ActionTables(jdbc, plain);
        policies = new PolicyTables(entities, transaction);
        erasures = new ErasureTables(source);
        synthetic = new SyntheticTables(jdbc, plain);
    }

    private static LocalContainerEntityManagerFactoryBean factoryBean(
            DataSource source, Schema.Database database, ClassLoader loader) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setBeanClassLoader(loader);
        bean.setPersistenceUnitName("tagwright");
        bean.setDataSource(source);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setPersistenceProvider(new OwnPersistence(loader));
        bean.setManagedTypes(PersistenceManagedTypes.of(
                RunRow.class.getName(),
                SnapshotRow.class.getName(),
                PieceRow.class.getName(),
                ServingRow.class.getName(),
                TrainedRow.class.getName(),
                LeaseRow.class.getName(),
                VectorRow.class.getName(),
                AssignmentRow.class.getName(),
                TakenOffRow.class.getName(),
                ReworkRow.class.getName(),
                ChangeRow.class.getName(),
                FeedbackRow.class.getName(),
                SuccessorRow.class.getName(),
                JobRow.class.getName(),
                JobFileRow.class.getName(),
                JudgementRow.class.getName(),
                JudgementKey.class.getName(),
                DescriptionRow.class.getName(),
                PolicyRow.class.getName(),
                PolicyKey.class.getName(),
                ShadowRow.class.getName(),
                DistinctRow.class.getName(),
                DistinctKey.class.getName(),
                NeverEscalateRow.class.getName()));
        bean.setJpaPropertyMap(Map.of(
                "jakarta.persistence.database-product-name", database.product,
                "hibernate.boot.allow_jdbc_metadata_access", "false",
                "hibernate.hbm2ddl.auto", "none",
                "hibernate.xml_mapping_enabled", "false",
                "hibernate.cache.use_second_level_cache", "false",
                "hibernate.cache.use_query_cache", "false",
                "hibernate.bytecode.use_reflection_optimizer", "false",
                "hibernate.jdbc.batch_size", "50",
                "hibernate.jdbc.time_zone", "UTC",
                "jakarta.persistence.validation.mode", "none"));
        bean.afterPropertiesSet();
        return bean;
    }

    /** Returns whether other processes may use the same tables. */
    public boolean isShared() {
        return shared;
    }

    /** Trainings and what came of them. */
    public RunLog runs() {
        return runs;
    }

    /** Snapshots and which one serves. */
    public SnapshotShelf snapshots() {
        return snapshots;
    }

    /** What the last finished training has seen. */
    public TrainedState trained() {
        return trained;
    }

    /** Claims among nodes. */
    public Lease lease() {
        return lease;
    }

    /** Embeddings of texts. */
    public VectorShelf vectors() {
        return vectors;
    }

    /** Labels that the plugin put on documents. */
    public AssignmentLog assignments() {
        return assignments;
    }

    /** Documents that are gone for good. */
    public ErasureLog erasures() {
        return erasures;
    }

    /** Retags and undos. */
    public ReworkLog reworks() {
        return reworks;
    }

    /** What people wrote about labels. */
    public RouteBook routes() {
        return routes;
    }

    /** What administrators have set for labels. */
    public PolicyBook policies() {
        return policies;
    }

    /** What labels in shadow would have done. */
    public ShadowLog shadow() {
        return policies;
    }

    /** What was decided lately. */
    public DecisionLog decisions() {
        return policies;
    }

    /** Labels that look alike and are not. */
    public DistinctLabels distinctLabels() {
        return policies;
    }

    /** Documents that wait for a person. */
    public ReviewLog reviews() {
        return reviews;
    }

    /** What people decided on them. */
    public ActionLog actions() {
        return actions;
    }

    /** What people said about labels. */
    public FeedbackLog feedback() {
        return feedback;
    }

    /** What feedback changed in snapshots. */
    public SuccessorShelf successors() {
        return successors;
    }

    /** Long work. */
    public JobLog jobs() {
        return jobs;
    }

    /** Documents that were made up. */
    public SyntheticShelf synthetic() {
        return synthetic;
    }

    /** Files that jobs classify. */
    public JobFiles jobFiles() {
        return jobFiles;
    }

    @Override
    public void close() {
        factoryBean.destroy();
    }
}
