package dev.trilha.query.leaderboard;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Teams;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeaderboardConfiguration {
  @Bean
  Leaderboards leaderboards(
      Teams teams, Progress progress, Profiles profiles, Roadmaps roadmaps, Freshness freshness) {
    return new Leaderboards(teams, progress, profiles, roadmaps, freshness);
  }
}
