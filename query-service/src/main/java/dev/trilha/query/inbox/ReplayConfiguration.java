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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How a new generation is filled: as the inbox fills the one that is served. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {
  private static final int PARTITION_BYTES = 4 << 20;

  /** Without announcers, and with meters that nobody sees: what it writes is news to nobody. */
  @Bean
  Replay.Source replays(
      PlatformTransactionManager transactions,
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
            new TransactionTemplate(transactions),
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
}
