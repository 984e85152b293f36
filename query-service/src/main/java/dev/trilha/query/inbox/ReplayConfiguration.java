package dev.trilha.query.inbox;

import dev.trilha.query.generation.Generations;
import dev.trilha.query.generation.RebuildSettings;
import dev.trilha.query.generation.Replay;
import dev.trilha.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** How a new generation is filled: as the inbox fills the one that is served. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {
  private static final int PARTITION_BYTES = 4 << 20;

  /** Without announcers, and with meters that nobody sees: what it writes is news to nobody. */
  @Bean
  Replay.Source replays(
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Positions positions,
      Parking parking,
      Discards discards,
      List<Projection> projections,
      Generations generations,
      RebuildSettings settings,
      KafkaSettings kafka,
      Clock clock) {
    var intake =
        new Intake(
            unhurried(new TransactionTemplate(transactions), jdbc),
            positions,
            parking,
            discards,
            new Applier(projections, List.of()),
            new InboxMetrics(new SimpleMeterRegistry(), clock, Map::of, () -> 0),
            clock);
    Map<String, Object> configuration = new HashMap<>(InboxConfiguration.reading(kafka));
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
    configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
    return generation ->
        new TopicReplay(
            generation,
            generations,
            () ->
                new KafkaConsumer<>(
                    configuration, new StringDeserializer(), new ByteArrayDeserializer()),
            Arrays.stream(Topic.values()).map(Topic::topicName).toList(),
            settings.consumers(),
            positions,
            intake,
            clock);
  }

  /**
   * Transactions that do not wait for the disk. If PostgreSQL crashes, the newest are gone, rows
   * and positions alike, and are written again; the one that has the generation served does wait,
   * and so for all before it.
   */
  private static TransactionOperations unhurried(TransactionOperations hurried, JdbcClient jdbc) {
    return new TransactionOperations() {
      @Override
      public <T extends @Nullable Object> T execute(TransactionCallback<T> work) {
        return hurried.execute(status -> {
          jdbc.sql("SET LOCAL synchronous_commit TO off").update();
          return work.doInTransaction(status);
        });
      }
    };
  }
}
