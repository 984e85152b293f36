package dev.trilha.query;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.RoadmapEvent;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to the topics what command-service would write. Every call returns when Kafka has the
 * record.
 */
public final class Feed implements AutoCloseable {
  private static final int PARTITIONS = 3;

  private final String bootstrapServers;
  private final Producer<String, byte[]> producer;

  private Feed(String bootstrapServers, Producer<String, byte[]> producer) {
    this.bootstrapServers = bootstrapServers;
    this.producer = producer;
  }

  public static Feed into(String bootstrapServers) {
    return new Feed(
        bootstrapServers,
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer()));
  }

  public void createTopics() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              Arrays.stream(Topic.values())
                  .map(topic ->
                      new NewTopic(
                              topic.topicName(), Optional.of(PARTITIONS), Optional.of((short) 1))
                          .configs(
                              Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
                  .toList())
          .all()
          .get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public RecordMetadata event(long sequence, DomainEvent event) {
    return raw(record(sequence, event));
  }

  public static ProducerRecord<String, byte[]> record(long sequence, DomainEvent event) {
    StreamId stream = streamOf(event);
    return EventRecords.record(
        new RecordedEvent(stream + "@" + sequence, stream, sequence, Instant.now(), null, event));
  }

  private static StreamId streamOf(DomainEvent event) {
    return switch (event) {
      case RoadmapEvent of -> new StreamId.OfRoadmap(of.roadmapId());
      case EnrollmentEvent of -> new StreamId.OfEnrollment(of.learnerId(), of.roadmapId());
      case TeamEvent of -> new StreamId.OfTeam(of.teamId());
    };
  }

  public RecordMetadata profile(String learner, String displayName, boolean optOut) {
    return raw(
        ProfileRecords.record(
            new LearnerProfile(
                new LearnerId(learner),
                displayName,
                learner + "@example.org",
                "America/Sao_Paulo",
                "pt-BR",
                optOut),
            learner + "-profile",
            Instant.now()));
  }

  public RecordMetadata erased(String learner) {
    return raw(ProfileRecords.tombstone(new LearnerId(learner)));
  }

  public RecordMetadata raw(ProducerRecord<String, byte[]> record) {
    return finished(producer.send(record));
  }

  private static RecordMetadata finished(Future<RecordMetadata> sent) {
    try {
      return sent.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** In one go, so that they may well be read in one poll. */
  public void rawTogether(Collection<ProducerRecord<String, byte[]>> records) {
    for (Future<RecordMetadata> sent : records.stream().map(producer::send).toList()) {
      finished(sent);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
