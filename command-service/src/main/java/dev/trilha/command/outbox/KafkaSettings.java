package dev.trilha.command.outbox;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param bootstrapServers host:port, separated by commas
 */
@ConfigurationProperties("trilha.kafka")
record KafkaSettings(@DefaultValue("127.0.0.1:9092") String bootstrapServers) {
  /** A published roadmap travels in one record. */
  static final int LARGEST_RECORD_BYTES = 8 * 1024 * 1024;

  /** Records that travel together; a larger one travels alone. */
  static final int BATCH_BYTES = 128 * 1024;

  Map<String, Object> admin() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        CommonClientConfigs.CLIENT_ID_CONFIG,
        "trilha-relay-admin",
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
  }

  /** Reads without a group, and nothing that it is not told to. */
  Map<String, Object> consumer() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "trilha-relay-reader",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "none",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
  }

  /**
   * A producer that never gives up and never reorders. While Kafka is away a send waits, and with
   * it the reading of the WAL, where PostgreSQL keeps everything; giving up on one record would let
   * the next one of its key overtake it.
   *
   * @param partitions of each topic
   * @param identity of the relay, the same for each of its replicas: Kafka takes records of the one
   *     alone that began last
   */
  KafkaProducer<String, byte[]> producer(int partitions, String identity) {
    return new KafkaProducer<>(
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "trilha-relay"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, identity),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD_BYTES),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 2),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            Map.entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, FixedPartitions.class),
            Map.entry(FixedPartitions.PARTITIONS, partitions)),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
