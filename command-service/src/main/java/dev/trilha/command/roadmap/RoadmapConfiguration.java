package dev.trilha.command.roadmap;

import org.axonframework.config.AggregateConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the feature gives to Axon and to the enrollments. */
@Configuration(proxyBeanMethods = false)
class RoadmapConfiguration {
  @Bean
  AggregateConfigurer<?> roadmapAggregate() {
    return AggregateConfigurer.defaultConfiguration(Roadmap.class);
  }

  @Bean
  StoredRoadmapOutlines roadmapOutlines(EventStore eventStore) {
    return new StoredRoadmapOutlines(eventStore);
  }

  @Bean
  UpgradeOrders upgradeOrders(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new UpgradeOrders(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  RoadmapSources roadmapSources(JdbcClient jdbc) {
    return new RoadmapSources(jdbc);
  }

  @Bean
  Checklists checklists(StoredRoadmapOutlines outlines) {
    return new Checklists(outlines);
  }
}
