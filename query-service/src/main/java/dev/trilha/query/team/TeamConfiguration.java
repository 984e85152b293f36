package dev.trilha.query.team;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class TeamConfiguration {
  @Bean
  Teams teams(JdbcClient jdbc) {
    return new Teams(jdbc);
  }

  @Bean
  TeamProjection teamProjection(JdbcClient jdbc) {
    return new TeamProjection(jdbc);
  }
}
