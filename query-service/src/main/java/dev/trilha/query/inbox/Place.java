package dev.trilha.query.inbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record is in Kafka. Written {@code topic-partition-offset}, which is its id to people.
 */
record Place(String topic, int partition, long offset) {
  private static final Pattern ID =
      Pattern.compile("([A-Za-z0-9._-]{1,249})-(\\d{1,9})-(\\d{1,18})");

  static Place of(ConsumerRecord<?, ?> record) {
    return new Place(record.topic(), record.partition(), record.offset());
  }

  /**
   * @return nothing when it is no place
   */
  static Optional<Place> parse(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new Place(
                parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%s-%d-%d".formatted(topic, partition, offset);
  }
}
