package dev.tagwright.classifier.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.boot.registry.classloading.internal.TcclLookupPrecedence;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.hibernate.jpa.boot.internal.EntityManagerFactoryBuilderImpl;
import org.hibernate.jpa.boot.internal.PersistenceUnitInfoDescriptor;

/**
 * Hibernate that takes its services from the plugin's class loader only. By itself it also looks into the loader of the
 * whole process, where a host keeps a Hibernate of its own whose classes do not fit.
 */
final class OwnPersistence extends HibernatePersistenceProvider {

    private final ClassLoader loader;

    OwnPersistence(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the interface has it
    public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo info, Map properties) {
        Map<String, Object> settings = new HashMap<>((Map<String, Object>) properties);
        return new EntityManagerFactoryBuilderImpl(
                        new PersistenceUnitInfoDescriptor(info), settings, new OwnClasses(loader))
                .build();
    }

    private static final class OwnClasses extends ClassLoaderServiceImpl {

        private static final long serialVersionUID = 1L;

        private final transient ClassLoader loader;

        OwnClasses(ClassLoader loader) {
            super(List.of(loader), TcclLookupPrecedence.NEVER);
            this.loader = loader;
        }

        @Override
        public <S> Collection<S> loadJavaServices(Class<S> contract) {
            List<S> services = new ArrayList<>();
            ServiceLoader.load(contract, loader).forEach(services::add);
            return services;
        }
    }
}
