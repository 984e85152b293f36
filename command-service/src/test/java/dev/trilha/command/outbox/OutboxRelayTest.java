package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** The loop around the sessions, with sessions that do what the test says. */
class OutboxRelayTest {
  private final RelayStanding standing = new RelayStanding(Clock.systemUTC());
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private SmartLifecycle relay = relay(new Fake());

  private OutboxRelay relay(Fake... sessions) {
    return new OutboxRelay(
        () -> sessions[Math.min(opened.getAndIncrement(), sessions.length - 1)],
        standing,
        Duration.ofMillis(10));
  }

  /** Streams until it is closed. */
  private class Fake implements OutboxRelay.Session {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void prepare() {
      calls.add("prepare");
    }

    @Override
    public boolean lead() {
      return true;
    }

    @Override
    public boolean recover() {
      return false;
    }

    @Override
    public void backfill(Runnable acknowledged) {
      calls.add("backfill while " + standing.now().state());
    }

    @Override
    public void stream(Runnable begun, Runnable acknowledged) throws Exception {
      begun.run();
      acknowledged.run();
      closed.await();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @AfterEach
  void stop() {
    relay.stop();
    assertThat(standing.now().state()).isEqualTo(RelayState.STOPPED);
  }

  private void awaitState(RelayState state) {
    await("the relay never was " + state)
        .atMost(ofSeconds(10))
        .until(() -> standing.now().state() == state);
  }

  @Test
  void streamsWithoutABackfillWhenTheLogHasEverything() {
    relay.start();
    awaitState(RelayState.STREAMING);

    assertThat(calls).containsExactly("prepare");
  }

  @Test
  void sendsFromTheTableFirstWhenTheLogHasNot() {
    relay =
        relay(
            new Fake() {
              @Override
              public boolean recover() {
                return true;
              }
            });
    relay.start();
    awaitState(RelayState.STREAMING);

    assertThat(calls).containsExactly("prepare", "backfill while BACKFILLING");
  }

  @Test
  void standsByWhileAnotherReplicaReads() {
    relay =
        relay(
            new Fake() {
              @Override
              public boolean lead() {
                return false;
              }
            });
    relay.start();

    awaitState(RelayState.STANDBY);
  }

  @Test
  void startsAgainAfterAFailureAndForgetsItsCauseWhenSomethingIsAcknowledged() {
    relay =
        relay(
            new Fake() {
              @Override
              public boolean recover() {
                throw new IllegalStateException("outer", new IllegalArgumentException("inner"));
              }
            },
            new Fake());
    relay.start();
    awaitState(RelayState.STREAMING);

    await("the cause stayed").atMost(ofSeconds(10)).until(() -> standing.now().cause() == null);
    assertThat(standing.failures()).isEqualTo(1);
  }

  @Test
  void beginsAgainWithoutAFailureWhenAnotherSessionWouldBeFaster() {
    relay =
        relay(
            new Fake() {
              @Override
              public void stream(Runnable begun, Runnable acknowledged) {
                begun.run();
                throw new OutboxRelay.BeginAgain("another would be faster");
              }
            },
            new Fake());
    relay.start();

    await("no other session came").atMost(ofSeconds(10)).until(() -> opened.get() == 2);
    awaitState(RelayState.STREAMING);
    assertThat(standing.failures()).isZero();
  }

  @Test
  void saysTheRootOfAFailure() {
    relay =
        relay(
            new Fake() {
              @Override
              public void prepare() {
                throw new IllegalStateException("outer", new IllegalArgumentException("inner"));
              }
            });
    relay.start();

    await("the cause was never said")
        .atMost(ofSeconds(10))
        .until(() -> "IllegalArgumentException: inner".equals(standing.now().cause()));
  }

  @Test
  void aStreamThatEndsByItselfIsAFailure() {
    relay =
        relay(
            new Fake() {
              @Override
              public void stream(Runnable begun, Runnable acknowledged) {
                begun.run();
              }
            });
    relay.start();

    await("nobody was told")
        .atMost(ofSeconds(10))
        .until(() -> String.valueOf(standing.now().cause()).contains("ended by itself"));
  }
}
