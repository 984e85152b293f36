package dev.trilha.query.learner;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LearnerConfiguration {
  @Bean
  Profiles profiles(JdbcClient jdbc) {
    return new Profiles(jdbc);
  }

  @Bean
  ProfileProjection profileProjection(JdbcClient jdbc) {
    return new ProfileProjection(jdbc);
  }
}
