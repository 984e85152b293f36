package dev.trilha.testservers;

/** One Kafka broker (KRaft) that makes no topics by itself, for tests. */
public interface TestKafka extends AutoCloseable {
  /** For clients, {@code host:port}. */
  String bootstrapServers();

  /** Stops the broker as its operator would, and returns when it is gone. The data stays. */
  void stop();

  /** Starts the broker again after {@link #stop}, with its data, where it was. */
  void startAgain();

  /** Stops the broker and deletes its data. */
  @Override
  void close();
}
