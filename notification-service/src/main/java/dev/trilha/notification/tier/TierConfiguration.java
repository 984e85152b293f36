package dev.trilha.notification.tier;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.team.Teams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
      Subscriptions subscriptions,
      Deliveries deliveries,
      CelebrationSettings settings,
      CelebrationMetrics metrics,
      Clock clock) {
    return new TeamCelebrations(jdbc, teams, subscriptions, deliveries, settings, metrics, clock);
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
    var sagas = new AtomicReference<ScopeAware>();
    Scheduler scheduler = Deadlines.scheduler(dataSource, manager::get);
    manager.set(
        DbSchedulerDeadlineManager.builder()
            .scheduler(scheduler)
            .scopeAwareProvider(scope -> Stream.ofNullable(sagas.get()))
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
    var repository =
        AnnotatedSagaRepository.<TierCelebration>builder()
            .sagaType(TierCelebration.class)
            .parameterResolverFactory(parameters)
            .lockFactory(PessimisticLockFactory.builder().acquireAttempts(LOCK_ATTEMPTS).build())
            .sagaStore(
                JdbcSagaStore.builder()
                    .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                    .serializer(serializer)
                    .sqlSchema(SagaTables.schema())
                    .build())
            .build();
    var sagaManager =
        AnnotatedSagaManager.<TierCelebration>builder()
            .sagaType(TierCelebration.class)
            .sagaFactory(TierCelebration::new)
            .sagaRepository(repository)
            .parameterResolverFactory(parameters)
            // Axon would log a failure and go on, and the news would be lost.
            .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
            .build();
    sagas.set(sagaManager);
    var processor =
        SubscribingEventProcessor.builder()
            .name("tier-celebrations")
            .eventHandlerInvoker(sagaManager)
            .messageSource(events)
            .transactionManager(transactionManager)
            .errorHandler(PropagatingErrorHandler.instance())
            .build();
    return new SagaRuntime(processor, scheduler);
  }

  @Bean
  ActiveSagas activeSagas(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
    return new ActiveSagas(jdbc, clock, registry);
  }
}
