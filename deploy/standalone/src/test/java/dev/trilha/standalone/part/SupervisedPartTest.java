package dev.trilha.standalone.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPartTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Supervision IMPATIENT =
      new Supervision(
          Duration.ofSeconds(30),
          3,
          Duration.ofMillis(2),
          Duration.ofMillis(64),
          Duration.ofMinutes(1));

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-02T08:00:00Z"));
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<SupervisedPart> started = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopAll() {
    started.reversed().forEach(SupervisedPart::stop);
  }

  @Test
  void isReadyOnceItAnswers() throws InterruptedException {
    SupervisedPart part = start(new FakePart("kafka", true));
    assertThat(part.awaitReady(SOON)).isTrue();
  }

  @Test
  void isRestartedWhenItDies() throws InterruptedException {
    var fake = new FakePart("kafka", true);
    SupervisedPart part = start(fake);
    assertThat(part.awaitReady(SOON)).isTrue();
    part.kill();
    await()
        .alias("never restarted")
        .atMost(SOON)
        .until(() -> fake.lives.size() == 2 && part.state() == PartState.READY);
    assertThat(part.restarts()).isEqualTo(1);
  }

  @Test
  void waitsLongerBeforeEachFurtherRestart() throws InterruptedException {
    SupervisedPart part = start(new FakePart("kafka", true));
    dieWhenReady(part, 1);
    dieWhenReady(part, 2);
    dieWhenReady(part, 3);
    // The pauses' ranges don't overlap: each is between half of its length and the whole.
    assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(2));
    assertThat(pauses.get(2)).isBetween(Duration.ofMillis(4), Duration.ofMillis(8));
  }

  @Test
  void countsADeathAfterALongLifeAsTheFirst() throws InterruptedException {
    SupervisedPart part = start(new FakePart("kafka", true));
    dieWhenReady(part, 1);
    dieWhenReady(part, 2);
    assertThat(part.awaitReady(SOON)).isTrue();
    await().alias("never ready again").atMost(SOON).until(() -> part.state() == PartState.READY);
    now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
    dieWhenReady(part, 3);
    assertThat(pauses.get(2)).isLessThanOrEqualTo(Duration.ofMillis(2));
  }

  @Test
  void failsWhenItCannotBeLaunchedAFewTimes() throws InterruptedException {
    var fake = new FakePart("kafka", true);
    fake.cannotBeLaunched = true;
    SupervisedPart part = start(fake);
    assertThat(part.awaitReady(SOON)).isFalse();
    assertThat(part.state()).isEqualTo(PartState.FAILED);
    assertThat(fake.lives).hasSize(IMPATIENT.attempts());
    await()
        .alias("failure never told")
        .atMost(SOON)
        .until(() -> failures.equals(List.of("no such program")));
  }

  @Test
  void givesUpOnALifeThatNeverAnswers() {
    var fake = new FakePart("kafka", false);
    SupervisedPart part = start(fake);
    await().alias("never launched").atMost(SOON).until(() -> part.state() == PartState.STARTING);
    now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
    await()
        .alias("never given up")
        .atMost(SOON)
        .until(() -> fake.lives.getFirst().onExit().isDone());
    assertThat(fake.lives.getFirst().onExit().join()).isEqualTo("stopped");
  }

  @Test
  void isNotLaunchedBeforeWhatItNeedsIsReady() {
    var silent = new FakePart("postgres", false);
    var needy = new FakePart("command", true);
    SupervisedPart postgres = start(silent);
    SupervisedPart command = start(needy, postgres);
    await()
        .alias("never launched")
        .atMost(SOON)
        .until(() -> postgres.state() == PartState.STARTING);
    assertThat(command.state()).isEqualTo(PartState.STOPPED);
    assertThat(needy.lives).isEmpty();
  }

  @Test
  void failsWithWhatItNeeds() throws InterruptedException {
    var broken = new FakePart("postgres", true);
    broken.cannotBeLaunched = true;
    SupervisedPart command = start(new FakePart("command", true), start(broken));
    assertThat(command.awaitReady(SOON)).isFalse();
    assertThat(command.state()).isEqualTo(PartState.FAILED);
  }

  @Test
  void isNotRestartedAfterAStop() throws InterruptedException {
    var fake = new FakePart("kafka", true);
    SupervisedPart part = start(fake);
    assertThat(part.awaitReady(SOON)).isTrue();
    part.stop();
    assertThat(part.state()).isEqualTo(PartState.STOPPED);
    assertThat(part.pid()).isEmpty();
    assertThat(fake.lives)
        .singleElement()
        .satisfies(life -> assertThat(life.onExit().join()).isEqualTo("stopped"));
  }

  @Test
  void stopsWhileItIsStillStarting() {
    var fake = new FakePart("kafka", false);
    SupervisedPart part = start(fake);
    await().alias("never launched").atMost(SOON).until(() -> !fake.lives.isEmpty());
    part.stop();
    assertThat(fake.lives.getFirst().onExit().join()).isEqualTo("stopped");
  }

  @Test
  void cannotBeKilledWhenItDoesNotRun() throws InterruptedException {
    SupervisedPart part = start(new FakePart("kafka", true));
    assertThat(part.awaitReady(SOON)).isTrue();
    part.stop();
    assertThatThrownBy(part::kill)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("kafka does not run");
  }

  private void dieWhenReady(SupervisedPart part, int death) {
    await()
        .alias("never ready before death " + death)
        .atMost(SOON)
        .until(() -> part.state() == PartState.READY && part.restarts() == death - 1);
    part.kill();
    await()
        .alias("death %d never noticed".formatted(death))
        .atMost(SOON)
        .until(() -> pauses.size() == death);
  }

  private SupervisedPart start(FakePart fake, SupervisedPart... needs) {
    var listener =
        new PartListener() {
          @Override
          public void died(SupervisedPart part, String how, Duration pause) {
            pauses.add(pause);
          }

          @Override
          public void failed(SupervisedPart part, String why) {
            failures.add(why);
          }
        };
    InstantSource clock = now::get;
    var random = java.util.random.RandomGenerator.getDefault();
    var part =
        new SupervisedPart(
            fake, List.of(needs), IMPATIENT, new RunFolder(folder), listener, clock, random);
    started.add(part);
    part.start();
    return part;
  }
}
