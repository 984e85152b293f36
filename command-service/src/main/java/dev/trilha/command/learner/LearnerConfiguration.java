package dev.trilha.command.learner;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The feature's own parts. */
@Configuration(proxyBeanMethods = false)
class LearnerConfiguration {
  @Bean
  LearnerProfiles learnerProfiles(
      JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
    return new LearnerProfiles(jdbc, transactions, clock);
  }
}
