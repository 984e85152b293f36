package dev.trilha.query.live;

import dev.trilha.query.notice.NoticeBoard;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.team.Teams;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
  @Bean
  LiveHub liveHub(LiveSettings settings, MeterRegistry registry) {
    return new LiveHub(settings, registry);
  }

  @Bean
  LiveAnnouncer liveAnnouncer(NoticeBoard board, Progress progress, Teams teams) {
    return new LiveAnnouncer(board, progress, teams);
  }
}
