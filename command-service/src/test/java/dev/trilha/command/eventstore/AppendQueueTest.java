package dev.trilha.command.eventstore;

import static dev.trilha.command.eventstore.Appends.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.eventstore.AppendQueue.Offer;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
  private final AppendQueue queue = new AppendQueue(3, 4);

  @Test
  void whatWaitsIsTakenTogetherInItsOrder() throws InterruptedException {
    Append first = append("a", 1);
    Append second = append("b", 1);
    queue.offer(first);
    queue.offer(second);

    assertThat(queue.take()).containsExactly(first, second);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aBatchHasNoMoreEventsThanAllowed() throws InterruptedException {
    Append first = append("a", 2);
    Append second = append("b", 2);
    Append third = append("c", 1);
    queue.offer(first);
    queue.offer(second);
    queue.offer(third);

    assertThat(queue.take()).containsExactly(first, second);
    assertThat(queue.take()).containsExactly(third);
  }

  @Test
  void anAppendThatIsTooLargeForABatchGoesAlone() throws InterruptedException {
    Append large = append("a", 9);
    queue.offer(large);
    queue.offer(append("b", 1));

    assertThat(queue.take()).containsExactly(large);
  }

  @Test
  void aFullQueueTakesNothing() {
    for (String stream : new String[] {"a", "b", "c"}) {
      assertThat(queue.offer(append(stream, 1))).isEqualTo(Offer.TAKEN);
    }

    assertThat(queue.offer(append("d", 1))).isEqualTo(Offer.FULL);
  }

  /** Room for three appends is room for 24 events. */
  @Test
  void aQueueIsFullOfEventsToo() throws InterruptedException {
    assertThat(queue.offer(append("a", 30))).as("alone").isEqualTo(Offer.TAKEN);
    assertThat(queue.offer(append("b", 1))).isEqualTo(Offer.FULL);

    queue.take();
    Append large = append("c", 23);
    assertThat(queue.offer(large)).isEqualTo(Offer.TAKEN);
    assertThat(queue.offer(append("d", 2))).isEqualTo(Offer.FULL);
    assertThat(queue.offer(append("e", 1))).isEqualTo(Offer.TAKEN);

    queue.withdraw(large);
    assertThat(queue.offer(append("f", 23))).isEqualTo(Offer.TAKEN);
  }

  @Test
  void aClosedQueueTakesNothingButGivesWhatItHas() throws InterruptedException {
    Append waiting = append("a", 1);
    queue.offer(waiting);
    queue.close();

    assertThat(queue.offer(append("b", 1))).isEqualTo(Offer.CLOSED);
    assertThat(queue.take()).containsExactly(waiting);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void whatIsWithdrawnIsNeverTaken() throws InterruptedException {
    Append withdrawn = append("a", 1);
    Append stays = append("b", 1);
    queue.offer(withdrawn);
    queue.offer(stays);

    assertThat(queue.withdraw(withdrawn)).isTrue();
    assertThat(queue.take()).containsExactly(stays);
    assertThat(queue.withdraw(stays)).as("a writer has it").isFalse();
  }
}
