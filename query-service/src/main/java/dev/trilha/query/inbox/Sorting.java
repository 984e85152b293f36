package dev.trilha.query.inbox;

import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Divides records, in their order, into those that may be applied and those that have to wait: an
 * unreadable one, and whatever of its stream comes behind it.
 */
final class Sorting {
  private final Set<String> blocked;
  private final @Nullable String unmappable;
  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<ProfileChange> profiles = new ArrayList<>();
  private final List<Parking.Case> parked = new ArrayList<>();
  private final List<Place> done = new ArrayList<>();
  private final List<Place> passedOver = new ArrayList<>();

  /**
   * @param blocked streams, and keys, of which something is parked already
   * @param unmappable why none of the records may reach a projection; absent: they all may
   */
  Sorting(Set<String> blocked, @Nullable String unmappable) {
    this.blocked = new HashSet<>(blocked);
    this.unmappable = unmappable;
  }

  /** It was given up. */
  void passOver(ConsumerRecord<String, byte[]> record) {
    passedOver.add(Place.of(record));
  }

  void add(ConsumerRecord<String, byte[]> record, Reading reading) {
    switch (reading) {
      case Reading.Unreadable unreadable -> {
        String stream = waitsFor(record, unreadable);
        park(record, stream, unreadable.reason(), unreadable.detail());
        if (stream != null) {
          blocked.add(stream);
        }
      }
      case Reading.Event(var recorded) -> {
        String stream = recorded.stream().toString();
        if (blocked.contains(stream) || blocked.contains(Parking.everyStreamOf(record))) {
          park(record, stream, Parking.STREAM_PARKED, "an earlier event of the stream is parked");
        } else if (unmappable != null) {
          park(record, stream, Parking.UNMAPPABLE, unmappable);
          blocked.add(stream);
        } else {
          events.add(recorded);
          done.add(Place.of(record));
        }
      }
      case Reading.Profile(var change) -> {
        if (unmappable != null) {
          park(record, null, Parking.UNMAPPABLE, unmappable);
        } else {
          // As if it were in a later poll: a newer profile makes the unreadable ones pointless.
          clear(record.topic(), change.learnerId().value());
          profiles.add(change);
          done.add(Place.of(record));
        }
      }
    }
  }

  private void clear(String topic, String key) {
    List<Parking.Case> pointless =
        parked.stream()
            .filter(one -> one.place().topic().equals(topic) && key.equals(one.key()))
            .toList();
    parked.removeAll(pointless);
    pointless.forEach(one -> done.add(one.place()));
  }

  /** A record that cannot be had any more: its stream waits for a decision. */
  void lose(Parking.Case lost) {
    parked.add(lost);
    if (lost.stream() != null) {
      blocked.add(lost.stream());
    }
  }

  private void park(
      ConsumerRecord<String, byte[]> record,
      @Nullable String stream,
      String reason,
      String detail) {
    parked.add(Parking.Case.of(record, stream, reason, detail));
  }

  private static @Nullable String waitsFor(
      ConsumerRecord<String, byte[]> record, Reading.Unreadable unreadable) {
    if (record.topic().equals(Topic.LEARNER_PROFILE.topicName())) {
      return null;
    }
    if (record.key() == null) {
      return null;
    }
    StreamId named = unreadable.stream();
    // What lies under the key of another stream says nothing of that stream, and is not released
    // with it either.
    return named != null
            && named.key().equals(record.key())
            && topicOf(named).equals(record.topic())
        ? named.toString()
        : Parking.everyStreamOf(record);
  }

  private static String topicOf(StreamId stream) {
    Topic topic =
        switch (stream) {
          case StreamId.OfEnrollment _ -> Topic.ENROLLMENT;
          case StreamId.OfRoadmap _ -> Topic.ROADMAP;
          case StreamId.OfTeam _ -> Topic.TEAM;
        };
    return topic.topicName();
  }

  Batch batch() {
    return new Batch(events, profiles);
  }

  List<Parking.Case> parked() {
    return parked;
  }

  /** Those that need not wait. */
  List<Place> done() {
    return done;
  }

  /** Those that were given up. */
  List<Place> passedOver() {
    return passedOver;
  }
}
