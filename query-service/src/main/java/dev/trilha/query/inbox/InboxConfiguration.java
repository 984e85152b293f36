package dev.trilha.query.inbox;

import dev.trilha.query.generation.Generations;
import dev.trilha.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class InboxConfiguration {
  private static final Duration SCRAPE = Duration.ofSeconds(1);
  private static final Duration COUNT = Duration.ofSeconds(10);
  private static final List<String> TOPICS =
      Arrays.stream(Topic.values()).map(Topic::topicName).toList();

  @Bean
  Positions positions(JdbcClient jdbc) {
    return new Positions(jdbc);
  }

  @Bean
  Freshness freshness(JdbcClient jdbc) {
    return new Freshness(jdbc);
  }

  @Bean
  Parking parking(JdbcClient jdbc, Clock clock, InboxSettings settings) {
    return new Parking(
        jdbc, clock, (int) settings.parkedValueLimit().toBytes(), settings.mostParked());
  }

  @Bean
  ParkedRows parkedRows(JdbcClient jdbc) {
    return new ParkedRows(jdbc);
  }

  @Bean
  Discards discards(JdbcClient jdbc, Clock clock) {
    return new Discards(jdbc, clock);
  }

  @Bean
  Applier applier(List<Projection> projections, List<Announcer> announcers) {
    return new Applier(projections, announcers);
  }

  @Bean
  Release release(
      PlatformTransactionManager transactions,
      Positions positions,
      ParkedRows parked,
      Discards discards,
      Applier applier,
      InboxMetrics metrics,
      InboxSettings settings,
      KafkaSettings kafka) {
    return new Release(
        new TransactionTemplate(transactions),
        positions,
        parked,
        discards,
        applier,
        new ParkedLog(consumersOfNoGroup(kafka)),
        metrics,
        settings);
  }

  @Bean
  InboxMetrics inboxMetrics(
      MeterRegistry registry, Clock clock, Freshness freshness, ParkedRows parked) {
    return new InboxMetrics(
        registry,
        clock,
        new LastKnown<>(freshness::readUpTo, Map.of(), SCRAPE, clock),
        new LastKnown<Number>(parked::count, Double.NaN, COUNT, clock));
  }

  @Bean
  Intake intake(
      PlatformTransactionManager transactions,
      Positions positions,
      Parking parking,
      Discards discards,
      Applier applier,
      InboxMetrics metrics,
      Clock clock) {
    return new Intake(
        new TransactionTemplate(transactions),
        positions,
        parking,
        discards,
        applier,
        metrics,
        clock);
  }

  @Bean
  TopicIdentity topicIdentity(JdbcClient jdbc, InboxSettings settings, KafkaSettings kafka) {
    return new TopicIdentity(
        jdbc,
        TOPICS,
        () ->
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    kafka.bootstrapServers(),
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    "query-inbox-admin",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) settings.kafkaTimeout().toMillis(),
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    (int) settings.kafkaTimeout().toMillis(),
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    2000L)));
  }

  @Bean
  Inbox inbox(
      Positions positions,
      Intake intake,
      InboxMetrics metrics,
      InboxSettings settings,
      KafkaSettings kafka,
      Generations generations,
      TopicIdentity identity,
      Clock clock) {
    return new Inbox(
        IntStream.range(0, settings.consumers())
            .mapToObj(i ->
                new InboxWorker(
                    consumers(kafka, settings, i),
                    TOPICS,
                    positions,
                    intake,
                    metrics,
                    settings,
                    generations,
                    identity,
                    clock))
            .toList());
  }

  @Bean
  InboxHealth inboxHealthIndicator(Inbox inbox) {
    return new InboxHealth(inbox);
  }

  private static Supplier<Consumer<String, byte[]>> consumers(
      KafkaSettings kafka, InboxSettings settings, int number) {
    Map<String, Object> configuration = new HashMap<>(reading(kafka));
    configuration.putAll(
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            settings.group(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "query-inbox-" + number,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            "consumer",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            settings.maxPollRecords(),
            // How soon a topic that was missing at the start is noticed.
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            30_000L));
    return () ->
        new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static Supplier<Consumer<String, byte[]>> consumersOfNoGroup(KafkaSettings kafka) {
    Map<String, Object> configuration = reading(kafka);
    return () ->
        new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** How every consumer of this service reads. */
  static Map<String, Object> reading(KafkaSettings kafka) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka.bootstrapServers(),
        // Positions are stored with the rows; what Kafka would remember is never asked for.
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        // A position that Kafka no longer has is an alarm, not a reason to jump.
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        2000L);
  }
}
