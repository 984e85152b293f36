package dev.trilha.command.eventstore;

import static dev.trilha.command.eventstore.Appends.append;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Whichever way callers, writers and a shutdown interleave, as far as Lincheck tries, it is as if
 * one came after the other: nothing is lost, taken twice, or taken after it was withdrawn.
 */
@Param(name = "which", gen = IntGen.class, conf = "0:1")
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
public class AppendQueueLincheckTest {
  private static final int CAPACITY = 2;
  private static final int BATCH_EVENTS = 3;

  private final AppendQueue queue = new AppendQueue(CAPACITY, BATCH_EVENTS);
  private final List<Append> appends = List.of(append("a", 1), append("b", 2), append("c", 3));

  @Operation
  public String offer(@Param(name = "which") int which) {
    return queue.offer(appends.get(which)).name();
  }

  @Operation
  public List<String> poll() {
    return queue.poll().stream().map(append -> append.rows().getFirst().stream()).toList();
  }

  @Operation
  public boolean withdraw(@Param(name = "which") int which) {
    return queue.withdraw(appends.get(which));
  }

  @Operation
  public void close() {
    queue.close();
  }

  @Operation
  public int size() {
    return queue.size();
  }

  @Test
  void isLinearizable() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(20)
        .invocationsPerIteration(10)
        .check(AppendQueueLincheckTest.class);
  }
}
