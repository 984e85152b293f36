package dev.trilha.query.generation;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class GenerationConfiguration {
  /** Whoever asks for the data source gets one that knows of generations. */
  @Bean
  static BeanPostProcessor generationDataSource() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool
            ? new GenerationDataSource(pool, new Generations(JdbcClient.create(pool)))
            : bean;
      }
    };
  }

  @Bean
  Generations generations(DataSource dataSource) throws SQLException {
    return dataSource.unwrap(GenerationDataSource.class).generations();
  }

  /** Migrations change the generation that is served. */
  @Bean
  FlywayConfigurationCustomizer servedGeneration(DataSource dataSource, Generations generations) {
    return flyway ->
        flyway
            .dataSource(patient(pool(dataSource)))
            .defaultSchema(generations.servedBeforeMigration());
  }

  /**
   * The same database, without the times after which the pool's connections give up: a migration of
   * millions of rows takes longer, and meanwhile the connection that holds Flyway's lock has a
   * transaction and nothing to do.
   */
  private static DataSource patient(HikariDataSource pool) {
    var patient =
        new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    var properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.remove("socketTimeout");
    properties.setProperty("options", "-c idle_in_transaction_session_timeout=0");
    patient.setConnectionProperties(properties);
    return patient;
  }

  @Bean
  FilterRegistrationBean<GenerationFilter> generationFilter(Generations generations) {
    var registration = new FilterRegistrationBean<>(new GenerationFilter(generations));
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }

  @Bean
  RebuildLog rebuildLog(JdbcClient jdbc, Clock clock) {
    return new RebuildLog(jdbc, clock);
  }

  @Bean
  Rebuilds rebuilds(
      DataSource dataSource,
      Generations generations,
      RebuildLog runs,
      Replay.Source topics,
      RebuildSettings settings,
      Clock clock) {
    DataSource pool = pool(dataSource);
    JdbcClient jdbc = JdbcClient.create(pool);
    var transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    var leftovers = new Leftovers(jdbc, transactions, new GenerationTables(pool), settings);
    var rebuild =
        new Rebuild(
            pool,
            transactions,
            generations,
            new Standstill(jdbc, transactions, settings),
            leftovers,
            runs,
            topics,
            settings);
    return new Rebuilds(pool, rebuild, leftovers, runs, generations, settings, clock);
  }

  /** Connections without a generation. */
  private static HikariDataSource pool(DataSource dataSource) {
    try {
      return dataSource.unwrap(HikariDataSource.class);
    } catch (SQLException noPool) {
      throw new IllegalStateException("the data source is no pool of connections", noPool);
    }
  }
}
