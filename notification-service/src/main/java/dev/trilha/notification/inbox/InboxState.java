package dev.trilha.notification.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the inbox is doing, and why it cannot when it cannot. */
final class InboxState {
  enum Phase {
    /** Before the first assignment: Kafka or the topics may not be there yet. */
    WAITING,
    RUNNING,
    /** Something is away; it is tried again and again. */
    FAILING,
    STOPPED
  }

  /**
   * @param cause what was missing last; null when nothing is
   * @param partitions what this replica reads
   */
  record Snapshot(Phase phase, @Nullable String cause, List<String> partitions) {}

  private final AtomicReference<Snapshot> snapshot =
      new AtomicReference<>(new Snapshot(Phase.WAITING, "not started", List.of()));

  Snapshot snapshot() {
    return Objects.requireNonNull(snapshot.get());
  }

  void waiting(String cause) {
    snapshot.updateAndGet(now -> new Snapshot(Phase.WAITING, cause, now.partitions()));
  }

  void assigned(Collection<TopicPartition> partitions) {
    List<String> names =
        partitions.stream().sorted(Inbox.BY_NAME).map(TopicPartition::toString).toList();
    snapshot.updateAndGet(now ->
        now.phase() == Phase.FAILING
            ? new Snapshot(Phase.FAILING, now.cause(), names)
            : names.isEmpty()
                ? new Snapshot(
                    Phase.WAITING,
                    "no partition is assigned: the topics may not be there yet",
                    names)
                : new Snapshot(Phase.RUNNING, null, names));
  }

  void running() {
    snapshot.updateAndGet(now ->
        now.phase() == Phase.FAILING ? new Snapshot(Phase.RUNNING, null, now.partitions()) : now);
  }

  void failing(Exception e) {
    snapshot.updateAndGet(now -> new Snapshot(Phase.FAILING, e.toString(), now.partitions()));
  }

  void stopped() {
    snapshot.set(new Snapshot(Phase.STOPPED, null, List.of()));
  }
}
