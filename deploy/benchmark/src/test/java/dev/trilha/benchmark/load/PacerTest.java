package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void aSteadyRateIsDueAtItsOwnTimes() {
    Pacer pacer = new Pacer.Open(0, 10 * MILLISECOND, 1_000);

    assertThat(pacer.isDue(0)).isTrue();
    assertThat(pacer.take(0)).isZero();
    assertThat(pacer.isDue(MILLISECOND - 1)).isFalse();
    assertThat(pacer.pause(MILLISECOND / 2)).isEqualTo(MILLISECOND / 2);
    assertThat(pacer.isDue(MILLISECOND)).isTrue();
  }

  @Test
  void whatIsSentLateIsMeasuredFromWhenItWasDue() {
    Pacer pacer = new Pacer.Open(0, 10 * MILLISECOND, 1_000);
    long late = 5 * MILLISECOND;

    assertThat(List.of(pacer.take(late), pacer.take(late), pacer.take(late)))
        .containsExactly(0L, MILLISECOND, 2 * MILLISECOND);
  }

  @Test
  void aSteadyRateIsOverAfterAllOfItsRequests() {
    Pacer pacer = new Pacer.Open(0, 3 * MILLISECOND, 1_000);
    for (int i = 0; i < 3; i++) {
      assertThat(pacer.isOver(0)).isFalse();
      pacer.take(10 * MILLISECOND);
    }

    assertThat(pacer.isOver(0)).isTrue();
    assertThat(pacer.isDue(Long.MAX_VALUE / 2)).isFalse();
  }

  /**
   * One connection, a request each millisecond, answers at once but for one that takes 100 ms: a
   * hundred requests wait with it. A generator that measures from when it got to send would find
   * one slow answer.
   */
  @Test
  void aStallIsFeltByAllThatWereDueMeanwhile() {
    List<Long> open = timesThroughAStall(new Pacer.Open(0, 300 * MILLISECOND, 1_000));
    List<Long> closed = timesThroughAStall(new Pacer.Closed(0, 300 * MILLISECOND, Long.MAX_VALUE));

    assertThat(open).filteredOn(time -> time > 50.5 * MILLISECOND).hasSize(50);
    assertThat(open).filteredOn(time -> time > MILLISECOND / 2).hasSize(100);
    assertThat(closed).filteredOn(time -> time > 50.5 * MILLISECOND).hasSize(1);
  }

  /**
   * In virtual time: answers take nothing, but the one that is under way at 100 ms takes 100 ms.
   */
  private static List<Long> timesThroughAStall(Pacer pacer) {
    List<Long> times = new ArrayList<>();
    boolean stalled = false;
    long now = 0;
    while (!pacer.isOver(now)) {
      if (pacer.isDue(now)) {
        long due = pacer.take(now);
        if (!stalled && now >= 100 * MILLISECOND) {
          stalled = true;
          now += 100 * MILLISECOND;
        }
        times.add(now - due);
      }
      now += pacer instanceof Pacer.Closed ? MILLISECOND : Math.max(1, pacer.pause(now));
    }
    return times;
  }

  @Test
  void asFastAsAnswersComeEndsWithTheTimeOrTheCount() {
    Pacer byTime = new Pacer.Closed(0, 10, Long.MAX_VALUE);
    Pacer byCount = new Pacer.Closed(0, 10, 2);

    assertThat(byTime.isDue(9)).isTrue();
    assertThat(byTime.isOver(10)).isTrue();
    assertThat(byCount.take(3)).isEqualTo(3);
    assertThat(byCount.take(4)).isEqualTo(4);
    assertThat(byCount.isOver(5)).isTrue();
  }
}
