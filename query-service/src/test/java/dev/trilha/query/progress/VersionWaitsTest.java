package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.notice.Notice;
import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VersionWaitsTest {
  private static final Walk ANA = Walk.of("ana", "java");
  private static final OfEnrollment STREAM = new OfEnrollment(ANA.learner(), ANA.roadmap());
  private static final Duration LONG = Duration.ofSeconds(30);

  private static VersionWaits waits(int places, Duration recheck) {
    return new VersionWaits(new ProgressSettings(places, LONG, recheck), () -> {});
  }

  private static List<Posted> noticeOf(OfEnrollment stream) {
    return List.of(new Posted(1, new Notice("progress", stream, 2, List.of(), "{}")));
  }

  private static CompletableFuture<Void> waiting(VersionWaits waits, AtomicLong version) {
    var waiting =
        CompletableFuture.runAsync(
            () -> waits.await(STREAM, 2, LONG, () -> OptionalLong.of(version.get())),
            Thread::startVirtualThread);
    await().alias("nobody waits").until(() -> waits.count() == 1);
    return waiting;
  }

  @Test
  void theNoticeOfTheVersionWakesTheReader() {
    VersionWaits waits = waits(10, LONG);
    var version = new AtomicLong(1);
    CompletableFuture<Void> reader = waiting(waits, version);

    version.set(2);
    await()
        .alias("the reader never woke")
        .until(() -> {
          waits.read(noticeOf(STREAM));
          return reader.isDone();
        });

    assertThat(waits.count()).isZero();
  }

  @Test
  void withoutNoticesTheVersionIsFoundByLookingAgain() {
    VersionWaits waits = waits(10, Duration.ofMillis(10));
    var version = new AtomicLong(1);
    CompletableFuture<Void> reader = waiting(waits, version);

    version.set(2);

    await().alias("the reader never looked again").until(reader::isDone);
  }

  @Test
  void whereNoticesWereMissedEverybodyLooks() {
    VersionWaits waits = waits(10, LONG);
    var version = new AtomicLong(1);
    CompletableFuture<Void> reader = waiting(waits, version);

    version.set(2);
    await()
        .alias("the reader never woke")
        .until(() -> {
          waits.missedSome();
          return reader.isDone();
        });

    assertThat(waits.isInterested()).isFalse();
  }

  @Test
  void moreReadersThanPlacesAreTurnedAway() {
    VersionWaits waits = waits(1, Duration.ofMillis(10));
    var version = new AtomicLong(1);
    CompletableFuture<Void> first = waiting(waits, version);

    assertThatThrownBy(() -> waits.await(STREAM, 2, LONG, () -> OptionalLong.of(1)))
        .isInstanceOf(ProblemException.class);

    version.set(2);
    await().alias("the first reader never ended").until(first::isDone);
  }

  @Test
  void aVersionThatIsHereTakesNoPlace() {
    waits(0, LONG).await(STREAM, 2, LONG, () -> OptionalLong.of(2));
  }

  @Test
  void noEnrollmentIsVersionZero() {
    VersionWaits waits = waits(1, Duration.ofMillis(10));

    waits.await(STREAM, 1, Duration.ofMillis(30), OptionalLong::empty);

    assertThat(waits.count()).isZero();
  }
}
