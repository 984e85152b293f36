package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkTest {
  @ParameterizedTest
  @CsvSource({"1, 300", "100, 300", "10, 10", "5, 20"})
  void noTickComesTwice(int size, int itemsEach) {
    var walk = new Walk(7, 20, itemsEach);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 20_000 / size; i++) {
      int first = walk.take(size);
      for (int tick = first; tick < first + size; tick++) {
        assertThat(seen.add(tick)).as("tick %d is new", tick).isTrue();
        assertThat(Ticks.learner(tick)).isEqualTo(Ticks.learner(first));
        assertThat(Ticks.item(tick)).isLessThan(itemsEach);
      }
    }
  }

  @Test
  void aLearnerGoesFromTheFirstItemToTheLast() {
    var walk = new Walk(3, 1, 3);

    assertThat(new int[] {walk.take(1), walk.take(1), walk.take(1), walk.take(1)})
        .containsExactly(
            Ticks.number(3, 0), Ticks.number(3, 1), Ticks.number(3, 2), Ticks.number(4, 0));
  }
}
