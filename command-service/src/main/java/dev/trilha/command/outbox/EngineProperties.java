package dev.trilha.command.outbox;

import java.util.Properties;

/** What Debezium is told. */
final class EngineProperties {
  private EngineProperties() {}

  /**
   * @param session under which {@link SlotOffsets} finds how far it is
   */
  static Properties of(RelayDatabase database, RelaySettings settings, String session) {
    Properties properties = new Properties();
    properties.setProperty("name", "trilha-outbox");
    properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.setProperty("topic.prefix", "trilha");
    properties.setProperty("database.hostname", database.host());
    properties.setProperty("database.port", Integer.toString(database.port()));
    properties.setProperty("database.user", database.user());
    properties.setProperty("database.password", database.password());
    properties.setProperty("database.dbname", database.name());
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", settings.slot());
    properties.setProperty("slot.drop.on.stop", "false");
    // Another replica holding the slot is found out by us, not by retrying inside Debezium.
    properties.setProperty("slot.max.retries", "0");
    properties.setProperty("publication.name", settings.publication());
    properties.setProperty("publication.autocreate.mode", "disabled");
    properties.setProperty("table.include.list", "public.event,public.learner_profile");
    properties.setProperty("snapshot.mode", "no_data");
    properties.setProperty("tombstones.on.delete", "false");
    properties.setProperty("offset.storage", SlotOffsets.class.getName());
    properties.setProperty("offset.mismatch.strategy", "trust_slot");
    properties.setProperty("offset.flush.interval.ms", "1000");
    properties.setProperty(SlotOffsets.URL, database.url());
    properties.setProperty(SlotOffsets.USER, database.user());
    properties.setProperty(SlotOffsets.PASSWORD, database.password());
    properties.setProperty(SlotOffsets.SLOT, settings.slot());
    properties.setProperty(SlotOffsets.SESSION, session);
    // A reader that is paused, or cut off, must not keep the slot from the next replica.
    long lease = settings.lease().toMillis();
    properties.setProperty("driver.options", "-c wal_sender_timeout=" + lease);
    properties.setProperty("status.update.interval.ms", Long.toString(lease / 4));
    properties.setProperty("heartbeat.interval.ms", Long.toString(settings.heartbeat().toMillis()));
    properties.setProperty("heartbeat.action.query", Mark.STATEMENT);
    properties.setProperty("max.batch.size", Integer.toString(settings.batch()));
    properties.setProperty("max.queue.size", Integer.toString(settings.batch() * 4));
    properties.setProperty("max.queue.size.in.bytes", Integer.toString(64 * 1024 * 1024));
    // Debezium spins for the last millisecond of it.
    properties.setProperty("poll.interval.ms", Long.toString(settings.gather().toMillis()));
    // The pause after a failure, its growth and its visibility are OutboxRelay's.
    properties.setProperty("errors.max.retries", "0");
    return properties;
  }
}
