package dev.trilha.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.query.live.LiveClient.Next;
import dev.trilha.query.notice.Notice;
import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveHubTest {
  private static final Duration NONE = Duration.ZERO;
  private static final String ANA = Notice.learner("ana");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LiveHub hub =
      new LiveHub(new LiveSettings(2, 10, 3, Duration.ofSeconds(1)), registry);

  private static List<Posted> notices(long from, long to) {
    var stream = new OfEnrollment(new LearnerId("ana"), new RoadmapId("java"));
    return LongStream.rangeClosed(from, to)
        .mapToObj(id -> new Posted(id, new Notice("progress", stream, id, List.of(ANA), "{}")))
        .toList();
  }

  @Test
  void handsOnlyWhatConcernsTheClient() throws InterruptedException {
    LiveClient ana = hub.join(Set.of(ANA));
    LiveClient bia = hub.join(Set.of(Notice.learner("bia")));

    hub.read(notices(1, 1));

    assertThat(ana.next(NONE)).isInstanceOf(Next.Update.class);
    assertThat(bia.next(NONE)).isNull();
  }

  @Test
  void aClientThatIsTooSlowIsDroppedAndTheOthersAreNot() throws InterruptedException {
    LiveClient slow = hub.join(Set.of(ANA));
    LiveClient quick = hub.join(Set.of(ANA));
    hub.read(notices(1, 2));
    assertThat(quick.next(NONE)).isNotNull();
    assertThat(quick.next(NONE)).isNotNull();

    hub.read(notices(3, 4));

    assertThat(slow.next(NONE)).isInstanceOf(Next.End.class);
    assertThat(quick.next(NONE)).isEqualTo(new Next.Update(notices(3, 3).getFirst()));
    assertThat(registry.get("trilha.live.dropped").counter().count()).isEqualTo(1);
  }

  @Test
  void aDroppedClientKeepsItsPlaceUntilItIsGone() {
    LiveClient slow = hub.join(Set.of(ANA));
    hub.join(Set.of(ANA));
    hub.read(notices(1, 9));

    assertThatThrownBy(() -> hub.join(Set.of(ANA))).isInstanceOf(ProblemException.class);

    hub.leave(slow);
    assertThat(hub.join(Set.of(ANA))).isNotNull();
  }

  @Test
  void nobodyIsInterestedWhereNobodyIs() {
    assertThat(hub.isInterested()).isFalse();
    LiveClient ana = hub.join(Set.of(ANA));
    assertThat(hub.isInterested()).isTrue();
    hub.leave(ana);
    assertThat(hub.isInterested()).isFalse();
  }

  @Test
  void whoMissedSomethingIsTold() throws InterruptedException {
    LiveClient ana = hub.join(Set.of(ANA));

    hub.missedSome();

    assertThat(ana.next(NONE)).isInstanceOf(Next.Missed.class);
  }

  @Test
  void everyStreamEndsWhenTheServiceStops() throws InterruptedException {
    LiveClient ana = hub.join(Set.of(ANA));
    hub.read(notices(1, 3));

    hub.stop();

    assertThat(ana.next(NONE)).isInstanceOf(Next.End.class);
    assertThatThrownBy(() -> hub.join(Set.of(ANA))).isInstanceOf(ProblemException.class);
  }
}
