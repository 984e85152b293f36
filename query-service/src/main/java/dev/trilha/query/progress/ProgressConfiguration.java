package dev.trilha.query.progress;

import dev.trilha.query.generation.Generations;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.roadmap.Roadmaps;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {
  /** Of drawn answers: some thousand of a roadmap with some hundred items. */
  private static final long BYTES_KEPT = 48L << 20;

  /** Of a learner on a roadmap in a week or a month; some 250 bytes each. */
  private static final int COUNTS_KEPT = 100_000;

  @Bean
  Progress progress(JdbcClient jdbc) {
    return new Progress(jdbc);
  }

  @Bean
  Drawings drawings() {
    return new Drawings(BYTES_KEPT);
  }

  @Bean
  ProgressProjection progressProjection(JdbcClient jdbc) {
    return new ProgressProjection(new ProgressRows(jdbc));
  }

  /**
   * Before progress: whoever had written progress already would wait here for others who did, and
   * they for it.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  VisibilityProjection visibilityProjection(JdbcClient jdbc) {
    return new VisibilityProjection(jdbc);
  }

  @Bean
  Standings standings(JdbcClient jdbc) {
    return new Standings(jdbc);
  }

  @Bean
  Completions completions(JdbcClient jdbc) {
    return new Completions(jdbc);
  }

  @Bean
  BoardStandings boardStandings(JdbcClient jdbc, Completions completions) {
    return new BoardStandings(jdbc, completions, new KeptCounts(COUNTS_KEPT));
  }

  @Bean
  Dwelling dwelling(JdbcClient jdbc, Roadmaps roadmaps) {
    return new Dwelling(jdbc, roadmaps);
  }

  @Bean
  Plans plans(JdbcClient jdbc, Roadmaps roadmaps, Profiles profiles) {
    return new Plans(jdbc, roadmaps, profiles);
  }

  @Bean
  CompletionMonths completionMonths(JdbcClient jdbc, Clock clock) {
    return new CompletionMonths(jdbc, clock);
  }

  @Bean
  VersionWaits versionWaits(
      ProgressSettings settings, Generations generations, MeterRegistry registry) {
    // The generation that was served when the request came may never see the version.
    var waits = new VersionWaits(settings, generations::renew);
    Gauge.builder("trilha.progress.waiting", waits::count)
        .description("Requests that wait for a version")
        .register(registry);
    return waits;
  }
}
