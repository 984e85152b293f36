package dev.trilha.notification.tier;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.trilha.schemas.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import tools.jackson.databind.json.JsonMapper;

/** Deadlines in a table: they survive a restart, and one of several replicas meets each. */
final class Deadlines {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final String TABLE = "deadline";

  /** In their order, so that a channel hears of tiers in the order in which they were finished. */
  private static final int ONE_AT_A_TIME = 1;

  private static final Duration POLL = Duration.ofMillis(500);

  /** A replica that misses four of these is taken for dead, and what it was doing is done again. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private Deadlines() {}

  static Scheduler scheduler(DataSource dataSource, Supplier<DbSchedulerDeadlineManager> manager) {
    // A deadline is set in the transaction that starts its saga, or not at all.
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.of(task(manager)))
        .tableName(TABLE)
        .serializer(new AsJson())
        .schedulerName(new SchedulerName.Fixed("notification-service/" + UUID.randomUUID()))
        .threads(ONE_AT_A_TIME)
        .pollingInterval(POLL)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOP)
        .build();
  }

  /** Axon's task, but one that failed is tried again sooner than after Axon's five minutes. */
  private static Task<DbSchedulerHumanReadableDeadlineDetails> task(
      Supplier<DbSchedulerDeadlineManager> manager) {
    Task<DbSchedulerHumanReadableDeadlineDetails> axons =
        DbSchedulerDeadlineManager.humanReadableTask(manager);
    return Tasks.oneTime(axons.getName(), DbSchedulerHumanReadableDeadlineDetails.class)
        .onFailure(Deadlines::tryAgain)
        .execute((instance, context) -> axons.execute(instance, context));
  }

  private static void tryAgain(
      ExecutionComplete failed,
      ExecutionOperations<DbSchedulerHumanReadableDeadlineDetails> operations) {
    int failures = failed.getExecution().consecutiveFailures;
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures, 6));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    log.warn(
        "deadline {} failed {} times, again in {}: {}",
        failed.getExecution().getId(),
        failures + 1,
        pause,
        failed.getCause().map(Throwable::toString).orElse("no cause"));
    operations.reschedule(failed, failed.getTimeDone().plus(pause));
  }

  /** The class is known from the task, so the table holds fields and no name of a class. */
  private static final class AsJson implements Serializer {
    private static final JsonMapper MAPPER =
        Json.mapper()
            .rebuild()
            .changeDefaultVisibility(checker ->
                checker
                    .withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withCreatorVisibility(Visibility.ANY))
            .build();

    @Override
    public byte[] serialize(Object data) {
      return MAPPER.writeValueAsBytes(data);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] json) {
      return MAPPER.readValue(json, type);
    }
  }
}
