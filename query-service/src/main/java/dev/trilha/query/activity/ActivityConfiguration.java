package dev.trilha.query.activity;

import dev.trilha.query.roadmap.Roadmaps;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {
  @Bean
  Activities activities(JdbcClient jdbc, Roadmaps roadmaps) {
    return new Activities(jdbc, roadmaps);
  }

  @Bean
  ActivityProjection activityProjection(JdbcClient jdbc) {
    return new ActivityProjection(jdbc);
  }
}
