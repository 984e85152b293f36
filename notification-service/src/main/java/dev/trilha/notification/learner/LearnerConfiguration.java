package dev.trilha.notification.learner;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LearnerConfiguration {
  @Bean
  Learners learners(JdbcClient jdbc) {
    return new Learners(jdbc);
  }
}
