package dev.trilha.query.config;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** For answers that take several statements: all of them see the same moment. */
  @Bean
  TransactionOperations snapshot(DataSource dataSource) {
    var snapshot = new TransactionTemplate(new Snapshots(dataSource));
    snapshot.setReadOnly(true);
    return snapshot;
  }
}
