package dev.trilha.command.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether this replica relays; ticks are taken without it
 * @param slot the replication slot; one replica holds it at a time
 * @param publication what is published of the database
 * @param lease how long a replica leads of which PostgreSQL hears nothing; at least 2 s
 * @param partitions of each topic, when it is made
 * @param replicationFactor of each topic, when it is made; -1 leaves it to the broker
 * @param batch events taken from the WAL at once; they are all acknowledged by Kafka before the
 *     next are taken
 * @param gather how long changes gather before they go to Kafka together, in one transaction: the
 *     least that a tick takes to its readers, on average half of it. Shorter costs processor time
 *     by the transaction, at rest too; at least 2 ms
 * @param heartbeat how often the slot moves on while nothing is published, so that an idle database
 *     does not keep the WAL of the server
 * @param topicCheck how often is looked whether the topics are still as they were, and whether what
 *     has piled up would be sent faster from the table
 * @param republishRate events a second at the most that are sent again on order
 * @param shortcutFrom events behind from which they are sent from the table, if that is shorter
 *     than decoding them from the log
 * @param walAlarm the part of {@code max_slot_wal_keep_size} at which health tells of trouble:
 *     above 0, at most 1
 * @param acceptDivergence whether to relay though Kafka has events that the store does not; for who
 *     restored an older backup and rebuilds the consumers
 * @param longestPause between two attempts after a failure
 */
@ConfigurationProperties("trilha.relay")
public record RelaySettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("trilha_outbox") String slot,
    @DefaultValue("trilha_outbox") String publication,
    @DefaultValue("20s") Duration lease,
    @DefaultValue("6") int partitions,
    @DefaultValue("-1") short replicationFactor,
    @DefaultValue("8192") int batch,
    @DefaultValue("20ms") Duration gather,
    @DefaultValue("10s") Duration heartbeat,
    @DefaultValue("10s") Duration topicCheck,
    @DefaultValue("2000") int republishRate,
    @DefaultValue("50000") long shortcutFrom,
    @DefaultValue("0.5") double walAlarm,
    @DefaultValue("false") boolean acceptDivergence,
    @DefaultValue("10s") Duration longestPause) {

  public RelaySettings {
    if (!slot.matches("[a-z0-9_]{1,63}")) {
      throw new IllegalArgumentException(
          "trilha.relay.slot has 1 to 63 of the characters a-z 0-9 _");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("trilha.relay.partitions is at least 1");
    }
    if (!publication.matches("[a-z0-9_]{1,63}")) {
      throw new IllegalArgumentException(
          "trilha.relay.publication has 1 to 63 of the characters a-z 0-9 _");
    }
    if (!(walAlarm > 0 && walAlarm <= 1)) {
      throw new IllegalArgumentException("trilha.relay.wal-alarm is above 0 and at most 1");
    }
    if (heartbeat.toMillis() < 1 || topicCheck.toMillis() < 1) {
      throw new IllegalArgumentException(
          "trilha.relay.heartbeat and trilha.relay.topic-check are at least 1ms");
    }
    if (gather.toMillis() < 2) {
      throw new IllegalArgumentException("trilha.relay.gather is at least 2ms");
    }
    if (lease.toSeconds() < 2) {
      throw new IllegalArgumentException("trilha.relay.lease is at least 2s");
    }
    if (shortcutFrom < 1) {
      throw new IllegalArgumentException("trilha.relay.shortcut-from is at least 1");
    }
    if (republishRate < 1) {
      throw new IllegalArgumentException("trilha.relay.republish-rate is at least 1");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("trilha.relay.batch is at least 1");
    }
  }
}
