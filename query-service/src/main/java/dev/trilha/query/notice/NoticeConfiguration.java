package dev.trilha.query.notice;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {
  @Bean
  NoticeBoard noticeBoard(JdbcClient jdbc) {
    return new NoticeBoard(jdbc);
  }

  @Bean
  NoticeListener noticeListener(
      DataSource dataSource,
      NoticeBoard board,
      List<NoticeReader> readers,
      NoticeSettings settings,
      MeterRegistry registry)
      throws SQLException {
    return new NoticeListener(outside(dataSource), board, readers, settings, registry);
  }

  /** The same database, without the pool, under a name of its own. */
  private static DataSource outside(DataSource dataSource) throws SQLException {
    HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
    var outside =
        new DriverManagerDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    var properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.setProperty("ApplicationName", "query-service-listener");
    outside.setConnectionProperties(properties);
    return outside;
  }
}
