package dev.trilha.query.leaderboard;

import dev.trilha.query.progress.BoardStandings;
import dev.trilha.query.progress.Standings;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Teams;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeaderboardConfiguration {
  @Bean
  Leaderboards leaderboards(Teams teams, BoardStandings progress, Roadmaps roadmaps) {
    return new Leaderboards(teams, progress, roadmaps);
  }

  @Bean
  RoadmapBoard roadmapBoard(Standings standings) {
    return new RoadmapBoard(standings);
  }
}
