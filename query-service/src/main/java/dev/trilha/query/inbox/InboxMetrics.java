package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What the inbox counts. Records by outcome: read = applied + repeated + parked + discarded,
 * counted once, when they are committed. Alert when parked moves: somebody's progress stands still
 * from there on.
 */
class InboxMetrics {
  /**
   * What became of a record. Repeated ones had been seen before, discarded ones were given up by an
   * administrator when they were read before.
   */
  enum Outcome {
    READ,
    APPLIED,
    REPEATED,
    PARKED,
    DISCARDED
  }

  /** What an administrator had done with a parked record. */
  enum Release {
    APPLIED,
    DISCARDED
  }

  /** Why something had to be done again. */
  enum Trouble {
    DATABASE,
    KAFKA,
    FENCED,
    FULL
  }

  private final MeterRegistry registry;
  private final Clock clock;
  private final Timer batches;
  private final DistributionSummary batchSizes;
  private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();
  private final Supplier<Map<String, Instant>> readUpTo;

  /**
   * @param readUpTo by topic, the moment up to which all of it is read; asked with every scrape
   * @param parked how many records are parked now; asked with every scrape
   */
  InboxMetrics(
      MeterRegistry registry,
      Clock clock,
      Supplier<Map<String, Instant>> readUpTo,
      Supplier<Number> parked) {
    this.registry = registry;
    this.clock = clock;
    this.readUpTo = readUpTo;
    batches =
        Timer.builder("trilha.inbox.batch")
            .description("Writing one poll: positions and rows, until committed")
            .publishPercentileHistogram()
            .register(registry);
    batchSizes =
        DistributionSummary.builder("trilha.inbox.batch.records")
            .description("Records written in one transaction")
            .register(registry);
    Gauge.builder("trilha.inbox.parked.records", parked)
        .description("Records that are parked, in all replicas together")
        .register(registry);
    for (Topic topic : Topic.values()) {
      for (Outcome outcome : Outcome.values()) {
        records(topic.topicName(), outcome);
      }
      Gauge.builder("trilha.inbox.lag.records", () -> lagInRecords(topic))
          .description(
              "Records of this replica's partitions that Kafka held and it had not written when it"
                  + " last looked")
          .tag("topic", topic.topicName())
          .register(registry);
      TimeGauge.builder("trilha.inbox.lag", () -> lagInSeconds(topic), TimeUnit.SECONDS)
          .description("Time since the topic was last known to be read to its end")
          .tag("topic", topic.topicName())
          .register(registry);
    }
    for (Trouble trouble : Trouble.values()) {
      retries(trouble);
    }
    for (Release release : Release.values()) {
      released(release);
    }
  }

  Timer.Sample startBatch() {
    return Timer.start(registry);
  }

  /**
   * @param news how many messages of each topic were applied
   */
  void wrote(
      Timer.Sample timing, List<Intake.Slice> slices, Sorting sorted, Map<Topic, Integer> news) {
    timing.stop(batches);
    batchSizes.record(slices.stream().mapToInt(slice -> slice.records().size()).sum());
    for (Topic topic : Topic.values()) {
      String name = topic.topicName();
      int read =
          slices.stream()
              .filter(slice -> slice.partition().topic().equals(name))
              .mapToInt(slice -> slice.records().size())
              .sum();
      int aside =
          (int) sorted.parked().stream().filter(one -> one.place().topic().equals(name)).count();
      int givenUp =
          (int) sorted.passedOver().stream().filter(place -> place.topic().equals(name)).count();
      int applied = news.getOrDefault(topic, 0);
      records(name, Outcome.READ).increment(read);
      records(name, Outcome.PARKED).increment(aside);
      records(name, Outcome.APPLIED).increment(applied);
      records(name, Outcome.DISCARDED).increment(givenUp);
      records(name, Outcome.REPEATED).increment(read - aside - givenUp - applied);
    }
  }

  void troubled(Trouble trouble) {
    retries(trouble).increment();
  }

  void released(Release release, int records) {
    released(release).increment(records);
  }

  private Counter released(Release release) {
    return Counter.builder("trilha.inbox.released")
        .description("Parked records that an administrator had applied or discarded")
        .tag("outcome", release.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  void standsBehind(TopicPartition partition, long records) {
    behind.put(partition, records);
  }

  void gone(Collection<TopicPartition> partitions) {
    behind.keySet().removeAll(Set.copyOf(partitions));
  }

  private Counter records(String topic, Outcome outcome) {
    return Counter.builder("trilha.inbox.records")
        .description("Records by outcome: read = applied + repeated + parked + discarded")
        .tag("topic", topic)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter retries(Trouble trouble) {
    return Counter.builder("trilha.inbox.retries")
        .description("Attempts that failed and were made again")
        .tag("cause", trouble.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private double lagInRecords(Topic topic) {
    return behind.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic.topicName()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private double lagInSeconds(Topic topic) {
    Instant moment = readUpTo.get().get(topic.topicName());
    return moment == null
        ? Double.NaN
        : Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
  }
}
