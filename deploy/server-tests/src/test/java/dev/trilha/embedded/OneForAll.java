package dev.trilha.embedded;

/** One server of each kind for the tests that only look at it, gone with the JVM. */
final class OneForAll {
  private OneForAll() {}

  static PostgresServer postgres() {
    return Postgres.SERVER;
  }

  static KafkaBroker kafka() {
    return Kafka.BROKER;
  }

  private static final class Postgres {
    private static final PostgresServer SERVER = PostgresServer.start(PostgresSettings.temporary());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }
  }

  private static final class Kafka {
    private static final KafkaBroker BROKER = KafkaBroker.start(KafkaSettings.temporary());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close));
    }
  }
}
