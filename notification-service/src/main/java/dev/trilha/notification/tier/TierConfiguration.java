package dev.trilha.notification.tier;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.progress.Standings;
import dev.trilha.notification.subscription.Audience;
import dev.trilha.notification.team.Teams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.messaging.ScopeAware;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's parts, put together by hand: a saga needs six of them. Axon's own configuration would
 * bring buses that nobody uses, and a check for updates that calls home.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CelebrationSettings.class)
class TierConfiguration {
  /**
   * A lock on a saga is waited for so many times 10 ms; after that the transaction is tried again.
   */
  private static final int LOCK_ATTEMPTS = 500;

  @Bean
  CelebrationMetrics celebrationMetrics(MeterRegistry registry) {
    return new CelebrationMetrics(registry);
  }

  @Bean
  CelebrationEvents celebrationEvents(
      CelebrationSettings settings, CelebrationMetrics metrics, Clock clock) {
    return new CelebrationEvents(settings, metrics, clock);
  }

  @Bean
  Celebrations celebrations(
      JdbcClient jdbc,
      Teams teams,
      Standings standings,
      Audience audience,
      Deliveries deliveries,
      CelebrationSettings settings,
      CelebrationMetrics metrics,
      Clock clock) {
    return new TeamCelebrations(
        teams,
        standings,
        audience,
        deliveries,
        new Celebrated(jdbc, settings.repeatWindow(), clock),
        metrics,
        settings.grace(),
        clock);
  }

  @Bean
  SagaRuntime sagaRuntime(
      DataSource dataSource,
      TransactionManager transactionManager,
      CelebrationEvents events,
      Celebrations celebrations,
      CelebrationSettings settings) {
    var serializer = new StoredNames();
    var manager = new AtomicReference<DbSchedulerDeadlineManager>();
    var sagas = new CopyOnWriteArrayList<ScopeAware>();
    Scheduler scheduler = Deadlines.scheduler(dataSource, manager::get);
    manager.set(
        DbSchedulerDeadlineManager.builder()
            .scheduler(scheduler)
            .scopeAwareProvider(scope -> sagas.stream())
            .serializer(serializer)
            .transactionManager(transactionManager)
            .useBinaryPojo(false)
            .startScheduler(false)
            .stopScheduler(false)
            .build());
    ParameterResolverFactory parameters =
        MultiParameterResolverFactory.ordered(
            ClasspathParameterResolverFactory.forClass(TierCelebration.class),
            new SimpleResourceParameterResolverFactory(
                List.of(manager.get(), celebrations, settings)));
    SagaStore<Object> store =
        JdbcSagaStore.builder()
            .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
            .serializer(serializer)
            .sqlSchema(SagaTables.schema())
            .build();
    var ofTiers = sagas(TierCelebration.class, TierCelebration::new, parameters, store);
    var ofRoadmaps = sagas(RoadmapCelebration.class, RoadmapCelebration::new, parameters, store);
    sagas.addAll(List.of(ofTiers, ofRoadmaps));
    return new SagaRuntime(
        List.of(
            processor("tier-celebrations", ofTiers, events, transactionManager),
            processor("roadmap-celebrations", ofRoadmaps, events, transactionManager)),
        scheduler);
  }

  private static <T> AnnotatedSagaManager<T> sagas(
      Class<T> type,
      Supplier<T> factory,
      ParameterResolverFactory parameters,
      SagaStore<Object> store) {
    var repository =
        AnnotatedSagaRepository.<T>builder()
            .sagaType(type)
            .parameterResolverFactory(parameters)
            .lockFactory(PessimisticLockFactory.builder().acquireAttempts(LOCK_ATTEMPTS).build())
            .sagaStore(store)
            .build();
    return AnnotatedSagaManager.<T>builder()
        .sagaType(type)
        .sagaFactory(factory)
        .sagaRepository(repository)
        .parameterResolverFactory(parameters)
        // Axon would log a failure and go on, and the news would be lost.
        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
        .build();
  }

  private static SubscribingEventProcessor processor(
      String name,
      AnnotatedSagaManager<?> sagas,
      CelebrationEvents events,
      TransactionManager transactionManager) {
    return SubscribingEventProcessor.builder()
        .name(name)
        .eventHandlerInvoker(sagas)
        .messageSource(events)
        .transactionManager(transactionManager)
        .errorHandler(PropagatingErrorHandler.instance())
        .build();
  }

  @Bean
  ActiveSagas activeSagas(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
    return new ActiveSagas(jdbc, clock, registry);
  }
}
