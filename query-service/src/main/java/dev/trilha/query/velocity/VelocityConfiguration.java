package dev.trilha.query.velocity;

import dev.trilha.query.progress.Completions;
import dev.trilha.query.progress.Progress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VelocityConfiguration {
  @Bean
  Velocities velocities(Completions completions, Progress progress) {
    return new Velocities(completions, progress);
  }
}
