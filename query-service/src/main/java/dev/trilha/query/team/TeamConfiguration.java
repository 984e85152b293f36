package dev.trilha.query.team;

import dev.trilha.query.learner.Profiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class TeamConfiguration {
  @Bean
  Teams teams(JdbcClient jdbc, Profiles profiles) {
    return new Teams(jdbc, profiles);
  }

  @Bean
  TeamProjection teamProjection(JdbcClient jdbc) {
    return new TeamProjection(jdbc);
  }
}
