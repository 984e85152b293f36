package dev.trilha.notification.progress;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {
  @Bean
  EnrollmentFacts enrollmentFacts(JdbcClient jdbc) {
    return new EnrollmentFacts(jdbc);
  }

  @Bean
  RoadmapFacts roadmapFacts(JdbcClient jdbc) {
    return new RoadmapFacts(jdbc);
  }

  @Bean
  Standings standings(JdbcClient jdbc) {
    return new Standings(jdbc);
  }
}
