package dev.trilha.command.outbox;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

  /**
   * A producer that never gives up and never reorders. While Kafka is away a send waits, and with
   * it the reading of the WAL, where PostgreSQL keeps everything; giving up on one record would let
   * the next one of its key overtake it.
   */
  KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.CLIENT_ID_CONFIG,
            "trilha-relay",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            Long.MAX_VALUE,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            LARGEST_RECORD_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            2,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
