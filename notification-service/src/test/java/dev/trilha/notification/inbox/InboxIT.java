package dev.trilha.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.support.Records;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamEvent.TeamRenamed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.testservers.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a consumer does with its batches, against a real database and without a broker. */
class InboxIT {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.TEAM.topicName(), 0);
  private static final TeamId FALCONS = new TeamId("falcons");

  private final DriverManagerDataSource dataSource = database();
  private final JdbcClient jdbc = JdbcClient.create(dataSource);
  private final Offsets offsets = new Offsets(jdbc);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InboxState state = new InboxState();
  private final NotedEvents noted = new NotedEvents(jdbc);
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private final Inbox inbox =
      new Inbox(
          new Transactions(
              new SpringTransactionManager(new DataSourceTransactionManager(dataSource))),
          offsets,
          new RecordApplier(
              List.of(noted),
              List.of(),
              new StreamPositions(jdbc),
              offsets,
              new ParkedRecords(jdbc)),
          new InboxMetrics(registry),
          state,
          new Pause(Duration.ofMillis(10)));

  private static DriverManagerDataSource database() {
    var database = SharedServers.freshDatabase();
    var dataSource =
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    Flyway.configure().dataSource(dataSource).load().migrate();
    return dataSource;
  }

  @BeforeEach
  void assigned() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    inbox.onPartitionsAssigned(consumer, List.of(PARTITION));
  }

  @Test
  void whatARecordCausesAndTheOffsetBehindItAreStoredTogether() {
    receive(List.of(formed(0, 0), renamed(1, 1, "Owls")));

    assertThat(noted.names()).containsExactly("Falcons", "Owls");
    assertThat(next()).isEqualTo(2);
    assertThat(applied()).isEqualTo(2);
  }

  @Test
  void aBatchThatFailsLeavesNothingAndIsReadAgain() {
    noted.failOnceWith = new QueryTimeoutException("busy");

    receive(List.of(formed(0, 0), renamed(1, 1, "Owls")));

    assertThat(noted.names()).isEmpty();
    assertThat(next()).isZero();
    assertThat(consumer.position(PARTITION)).isZero();
    assertThat(state.snapshot().phase()).isEqualTo(InboxState.Phase.FAILING);
    assertThat(state.snapshot().cause()).contains("busy");

    receive(List.of(formed(0, 0), renamed(1, 1, "Owls")));

    assertThat(noted.names()).containsExactly("Falcons", "Owls");
    assertThat(state.snapshot().phase()).isEqualTo(InboxState.Phase.RUNNING);
  }

  @Test
  void offsetsWithoutARecordArePassed() {
    receive(List.of(formed(0, 0)));
    consumer.seek(PARTITION, 4);

    inbox.passHoles(consumer);

    assertThat(next()).isEqualTo(4);
    receive(List.of(renamed(4, 1, "Owls")));
    assertThat(noted.names()).containsExactly("Falcons", "Owls");
  }

  @Test
  void aZombieDoesNotPassThemEither() {
    assertThat(offsets.advance(PARTITION, 0, 5)).as("the other replica reads on").isTrue();
    consumer.seek(PARTITION, 9);

    inbox.passHoles(consumer);

    assertThat(next()).isEqualTo(5);
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void anotherReplicasProgressIsNotOverwrittenByAZombie() {
    assertThat(offsets.advance(PARTITION, 0, 5)).as("the other replica reads on").isTrue();

    receive(List.of(formed(0, 0), renamed(1, 1, "Owls")));

    assertThat(noted.names()).isEmpty();
    assertThat(next()).isEqualTo(5);
    assertThat(consumer.position(PARTITION)).isEqualTo(5);
  }

  @Test
  void aRepeatUnderAnotherOffsetChangesNothing() {
    receive(
        List.of(
            formed(0, 0),
            renamed(1, 1, "Owls"),
            formed(2, 0),
            renamed(3, 1, "Owls"),
            renamed(4, 2, "Hawks")));

    assertThat(noted.names()).containsExactly("Falcons", "Owls", "Hawks");
    assertThat(next()).isEqualTo(5);
  }

  @Test
  void aRecordAtFaultIsParkedAloneAndItsNeighboursAreApplied() {
    noted.failAlwaysOn = "Owls";

    receive(List.of(formed(0, 0), renamed(1, 1, "Owls"), renamed(2, 2, "Hawks")));

    assertThat(noted.names()).containsExactly("Falcons", "Hawks");
    assertThat(next()).isEqualTo(3);
    assertThat(
            jdbc.sql("select reason || ' ' || record_offset || ' ' || detail from parked_record")
                .query(String.class)
                .list())
        .singleElement()
        .asString()
        .startsWith("HANDLER_FAILED 1 java.lang.IllegalStateException at ")
        .doesNotContain("Owls");
  }

  @Test
  void readingBeginsAtTheBeginningOrWhereItWasLeft() {
    assertThat(consumer.position(PARTITION)).isZero();
    receive(List.of(formed(0, 0)));

    var successor = new MockConsumer<String, byte[]>("none");
    successor.assign(List.of(PARTITION));
    inbox.onPartitionsAssigned(successor, List.of(PARTITION));

    assertThat(successor.position(PARTITION)).isEqualTo(1);
  }

  @Test
  void theOriginIsDecidedOnce() {
    assertThat(offsets.noteOrigin("a-topic", Map.of(0, 17L))).isTrue();
    assertThat(offsets.noteOrigin("a-topic", Map.of(0, 99L))).isFalse();

    var known = new TopicPartition("a-topic", 0);
    var later = new TopicPartition("a-topic", 1);
    assertThat(offsets.newsFrom(known)).isEqualTo(17);
    assertThat(offsets.newsFrom(later)).isZero();
    assertThat(offsets.next(List.of(known, later)))
        .as("history is read")
        .containsExactly(Map.entry(known, 0L), Map.entry(later, 0L));
  }

  private void receive(List<ConsumerRecord<String, byte[]>> records) {
    inbox.onMessage(records, null, consumer);
  }

  private long next() {
    return jdbc.sql("select next_offset from inbox_offset where topic = ? and partition = 0")
        .param(PARTITION.topic())
        .query(Long.class)
        .single();
  }

  private double applied() {
    return registry
        .get("trilha.inbox.records")
        .tags("topic", PARTITION.topic(), "outcome", "applied")
        .counter()
        .count();
  }

  private static ConsumerRecord<String, byte[]> formed(long offset, long sequence) {
    return received(
        offset, Records.record(new TeamFormed(FALCONS, "Falcons"), sequence, Instant.EPOCH));
  }

  private static ConsumerRecord<String, byte[]> renamed(long offset, long sequence, String name) {
    return received(
        offset, Records.record(new TeamRenamed(FALCONS, name), sequence, Instant.EPOCH));
  }

  private static ConsumerRecord<String, byte[]> received(
      long offset, ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        PARTITION.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  /** Writes names down in the database, so that what is rolled back is seen to be gone. */
  private static final class NotedEvents implements EventHandler {
    private final JdbcClient jdbc;
    private @Nullable RuntimeException failOnceWith;
    private @Nullable String failAlwaysOn;

    NotedEvents(JdbcClient jdbc) {
      this.jdbc = jdbc;
      jdbc.sql("create table noted (n bigint generated always as identity, name text)").update();
    }

    List<String> names() {
      return new ArrayList<>(
          jdbc.sql("select name from noted order by n").query(String.class).list());
    }

    @Override
    public Set<EventType> types() {
      return Set.of(EventType.TEAM_FORMED, EventType.TEAM_RENAMED);
    }

    @Override
    public void on(RecordedEvent recorded) {
      String name =
          switch (recorded.event()) {
            case TeamFormed formed -> formed.name();
            case TeamRenamed renamed -> renamed.name();
            default -> throw new IllegalArgumentException();
          };
      jdbc.sql("insert into noted (name) values (?)").param(name).update();
      RuntimeException failure = failOnceWith;
      if (failure != null) {
        failOnceWith = null;
        throw failure;
      }
      if (name.equals(failAlwaysOn)) {
        throw new IllegalStateException("cannot apply " + name);
      }
    }
  }
}
