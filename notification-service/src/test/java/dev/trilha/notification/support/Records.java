package dev.trilha.notification.support;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.RoadmapEvent;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says to Kafka what command-service would. */
public final class Records implements AutoCloseable {
  public static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final int PARTITIONS = 6;

  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

  public Records(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** The topics as command-service makes them, if they are not there. */
  public static void createTopics(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (Topic topic : Topic.values()) {
        var wanted = new NewTopic(topic.topicName(), PARTITIONS, (short) 1);
        wanted.configs(
            Map.of(
                "cleanup.policy", topic.compacted() ? "compact" : "delete", "retention.ms", "-1"));
        try {
          admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException(e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes an event of it, the next of its stream. */
  public static ProducerRecord<String, byte[]> record(
      DomainEvent event, long sequence, Instant time) {
    return EventRecords.record(
        new RecordedEvent(
            UUID.randomUUID().toString(), streamOf(event), sequence, time, TRACEPARENT, event));
  }

  public ProducerRecord<String, byte[]> next(DomainEvent event) {
    long sequence =
        sequences
            .computeIfAbsent(streamOf(event).toString(), _ -> new AtomicLong())
            .getAndIncrement();
    return record(event, sequence, Instant.now());
  }

  /** Returns when Kafka has it. */
  public void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public void send(DomainEvent event) {
    send(next(event));
  }

  public void team(String team, String... learners) {
    send(new TeamFormed(new TeamId(team), "Team " + team));
    Arrays.stream(learners)
        .forEach(learner -> send(new MemberJoined(new TeamId(team), new LearnerId(learner))));
  }

  public void profile(String learner, String name) {
    send(
        ProfileRecords.record(
            new LearnerProfile(new LearnerId(learner), name, null, "Europe/Lisbon", "pt-BR", false),
            UUID.randomUUID().toString(),
            Instant.now()));
  }

  public void erasure(String learner) {
    send(ProfileRecords.tombstone(new LearnerId(learner)));
  }

  private static StreamId streamOf(DomainEvent event) {
    return switch (event) {
      case EnrollmentEvent e -> new StreamId.OfEnrollment(e.learnerId(), e.roadmapId());
      case TeamEvent e -> new StreamId.OfTeam(e.teamId());
      case RoadmapEvent e -> new StreamId.OfRoadmap(e.roadmapId());
    };
  }

  @Override
  public void close() {
    producer.close();
  }
}
