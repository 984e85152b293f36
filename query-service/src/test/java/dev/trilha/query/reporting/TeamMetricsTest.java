package dev.trilha.query.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.reporting.TeamStandings.Standing;
import dev.trilha.query.reporting.TeamStandings.Standings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class TeamMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Queue<Supplier<Standings>> answers = new ArrayDeque<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TeamMetrics metrics =
      new TeamMetrics(() -> answers.remove().get(), Duration.ofHours(1), clock, registry);

  private void reads(long leftOut, Standing... standings) {
    answers.add(() -> new Standings(List.of(standings), leftOut));
    metrics.refresh();
  }

  private List<Double> leaves(String team) {
    return registry.find("trilha.team.leaves.completed").tag("team", team).gauges().stream()
        .map(Gauge::value)
        .toList();
  }

  @Test
  void aTeamThatIsNoLongerAmongTheMostActiveHasNoSeries() {
    reads(
        1, new Standing("aurora", "java", 3, 2, 17, 1), new Standing("boreal", "java", 1, 0, 4, 0));
    reads(1, new Standing("aurora", "java", 3, 2, 18, 1));

    assertThat(leaves("aurora")).containsExactly(18.0);
    assertThat(leaves("boreal")).isEmpty();
    assertThat(registry.get("trilha.teams.left.out").gauge().value()).isEqualTo(1);
  }

  @Test
  void theLastKnownNumbersStayWhileTheDatabaseDoesNotAnswerAndTheirAgeGrows() {
    reads(0, new Standing("aurora", "java", 3, 2, 17, 1));
    now.set(NOON.plusSeconds(40));
    answers.add(() -> {
      throw new QueryTimeoutException("too slow");
    });

    metrics.refresh();

    assertThat(leaves("aurora")).containsExactly(17.0);
    assertThat(registry.get("trilha.team.age").timeGauge().value()).isEqualTo(40);
    assertThat(registry.get("trilha.team.refresh").timer().count()).isEqualTo(2);
  }

  @Test
  void aScrapeReadsNothing() {
    reads(0, new Standing("aurora", "java", 3, 2, 17, 1));

    // Another reading would find no answer, and throw.
    assertThat(registry.getMeters()).isNotEmpty();
    assertThat(leaves("aurora")).containsExactly(17.0);
    assertThat(registry.get("trilha.team.members").gauge().value()).isEqualTo(3);
    assertThat(registry.get("trilha.team.active.members").gauge().value()).isEqualTo(2);
    assertThat(registry.get("trilha.team.tiers.finished").gauge().value()).isEqualTo(1);
    assertThat(answers).isEmpty();
  }

  @Test
  void theAgeIsUnknownBeforeTheFirstReading() {
    assertThat(registry.get("trilha.team.age").timeGauge().value()).isNaN();
  }
}
