package dev.trilha.notification.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 */
@ConfigurationProperties("trilha.kafka")
public record KafkaSettings(@DefaultValue("127.0.0.1:9092") String bootstrapServers) {}
