package dev.trilha.query.inbox;

import dev.trilha.query.generation.Generations;
import dev.trilha.query.generation.Replay;
import dev.trilha.query.inbox.Positions.Position;
import dev.trilha.query.inbox.Positions.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the topics into a generation by the same means as the inbox, with a few threads that share
 * the partitions and belong to no group.
 */
class TopicReplay implements Replay {
  private static final Logger log = LoggerFactory.getLogger(TopicReplay.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String generation;
  private final Generations generations;
  private final ExecutorService threads;
  private final List<Reader> readers = new ArrayList<>();

  /**
   * @param consumers make consumers that belong to no group
   * @param topics all of them are there
   * @param count how many threads
   */
  TopicReplay(
      String generation,
      Generations generations,
      Supplier<Consumer<String, byte[]>> consumers,
      List<String> topics,
      int count,
      Positions positions,
      Intake intake,
      Clock clock) {
    this.generation = generation;
    this.generations = generations;
    threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().name("replay-", 0).factory());
    try {
      for (int i = 0; i < count; i++) {
        readers.add(new Reader(consumers.get(), positions, intake, clock));
      }
      share(topics);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void share(List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      readers.getFirst().consumer.partitionsFor(topic, PATIENCE).stream()
          .map(info -> new TopicPartition(info.topic(), info.partition()))
          .forEach(partitions::add);
    }
    for (int i = 0; i < readers.size(); i++) {
      List<TopicPartition> own = new ArrayList<>();
      for (int j = i; j < partitions.size(); j += readers.size()) {
        own.add(partitions.get(j));
      }
      Reader reader = readers.get(i);
      generations.in(
          generation,
          () -> {
            reader.begin(own);
            return own;
          });
    }
  }

  @Override
  public Map<Part, Long> upTo(Map<Part, Long> wanted, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    Map<TopicPartition, Long> goal = new HashMap<>();
    wanted.forEach(
        (part, offset) -> goal.put(new TopicPartition(part.topic(), part.partition()), offset));
    List<Callable<Reader>> work = new ArrayList<>();
    for (Reader reader : readers) {
      work.add(() ->
          generations.in(
              generation,
              () -> {
                reader.upTo(goal, deadline);
                return reader;
              }));
    }
    try {
      for (Future<Reader> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    }
    Map<Part, Long> reached = new HashMap<>();
    readers.forEach(reader ->
        reader.standing.forEach((partition, position) -> {
          var part = new Part(partition.topic(), partition.partition());
          if (wanted.containsKey(part)) {
            reached.put(part, position.nextOffset());
          }
        }));
    return reached;
  }

  @Override
  public Map<Part, Long> reachable(Map<Part, Long> wanted) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    // Between two ways, so that nobody else uses the consumers.
    for (Reader reader : readers) {
      begins.putAll(reader.consumer.beginningOffsets(reader.standing.keySet(), PATIENCE));
      ends.putAll(reader.consumer.endOffsets(reader.standing.keySet(), PATIENCE));
    }
    Map<Part, Long> reachable = new HashMap<>();
    wanted.forEach((part, offset) -> {
      var partition = new TopicPartition(part.topic(), part.partition());
      Long begin = begins.get(partition);
      Long end = ends.get(partition);
      if (begin != null && end != null) {
        reachable.put(part, offset >= begin && offset <= end ? offset : end);
      } else if (isThere(partition)) {
        throw new IllegalStateException(
            "%s came since it was begun; a new generation has to be begun".formatted(partition));
      }
    });
    return reachable;
  }

  private boolean isThere(TopicPartition partition) {
    return readers.getFirst().consumer.partitionsFor(partition.topic(), PATIENCE).stream()
        .anyMatch(info -> info.partition() == partition.partition());
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("the threads that fill {} did not end", generation);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    readers.forEach(reader -> reader.consumer.close());
  }

  /** One thread's part; used by one thread at a time. */
  private static final class Reader {
    private final Consumer<String, byte[]> consumer;
    private final Positions positions;
    private final Intake intake;
    private final Clock clock;
    private final Map<TopicPartition, Position> standing = new HashMap<>();

    private Reader(
        Consumer<String, byte[]> consumer, Positions positions, Intake intake, Clock clock) {
      this.consumer = consumer;
      this.positions = positions;
      this.intake = intake;
      this.clock = clock;
    }

    void begin(List<TopicPartition> partitions) {
      consumer.assign(partitions);
      if (partitions.isEmpty()) {
        return;
      }
      standing.putAll(positions.of(partitions));
      standing.forEach((partition, position) -> {
        if (position.nextOffset() == Positions.NOTHING_READ) {
          consumer.seekToBeginning(Set.of(partition));
        } else {
          consumer.seek(partition, position.nextOffset());
        }
      });
    }

    void upTo(Map<TopicPartition, Long> goal, long deadline) {
      while (System.nanoTime() < deadline && !isThere(goal)) {
        ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
        List<Intake.Slice> slices = new ArrayList<>();
        for (TopicPartition partition : polled.partitions()) {
          long end = goal.getOrDefault(partition, 0L);
          List<ConsumerRecord<String, byte[]>> records =
              polled.records(partition).stream().filter(record -> record.offset() < end).toList();
          if (!records.isEmpty()) {
            Position stands = Objects.requireNonNull(standing.get(partition));
            slices.add(new Intake.Slice(partition, stands.nextOffset(), records));
          }
          if (consumer.position(partition) > end) {
            consumer.seek(partition, end);
          }
        }
        if (!slices.isEmpty()) {
          intake.take(slices).forEach(this::stands);
        }
      }
    }

    /**
     * Also pauses what is there, and takes the step over what compaction has left of the last way.
     */
    private boolean isThere(Map<TopicPartition, Long> goal) {
      List<TopicPartition> there = new ArrayList<>();
      List<TopicPartition> onTheWay = new ArrayList<>();
      List<Step> steps = new ArrayList<>();
      standing.forEach((partition, position) -> {
        long end = goal.getOrDefault(partition, 0L);
        boolean isThere =
            position.nextOffset() >= end || consumer.position(partition, PATIENCE) >= end;
        (isThere ? there : onTheWay).add(partition);
        if (isThere && position.nextOffset() < end) {
          steps.add(new Step(partition, position.nextOffset(), end, clock.instant()));
        }
      });
      if (!steps.isEmpty()) {
        positions.advance(steps);
        steps.forEach(this::stands);
      }
      consumer.pause(there);
      consumer.resume(onTheWay);
      return onTheWay.isEmpty();
    }

    private void stands(Step step) {
      standing.put(step.partition(), new Position(step.next(), step.readUpTo()));
    }
  }
}
