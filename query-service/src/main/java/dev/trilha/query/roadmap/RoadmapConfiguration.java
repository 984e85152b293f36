package dev.trilha.query.roadmap;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RoadmapConfiguration {
  @Bean
  Roadmaps roadmaps(JdbcClient jdbc) {
    return new Roadmaps(jdbc);
  }

  @Bean
  RoadmapProjection roadmapProjection(JdbcClient jdbc) {
    return new RoadmapProjection(jdbc);
  }
}
