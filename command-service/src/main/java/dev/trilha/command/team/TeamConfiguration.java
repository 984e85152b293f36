package dev.trilha.command.team;

import org.axonframework.config.AggregateConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the feature gives to Axon. */
@Configuration(proxyBeanMethods = false)
class TeamConfiguration {
  @Bean
  AggregateConfigurer<?> teamAggregate() {
    return AggregateConfigurer.defaultConfiguration(Team.class);
  }
}
