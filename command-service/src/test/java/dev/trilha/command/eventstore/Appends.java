package dev.trilha.command.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Appends for tests: what is in them does not matter. */
final class Appends {
  private Appends() {}

  static Append append(String stream, int events) {
    return Append.of(rows(stream, events));
  }

  static List<EventRow> rows(String stream, int events) {
    return IntStream.range(0, events)
        .mapToObj(sequence ->
            new EventRow(stream, sequence, UUID.randomUUID(), "any", 1, Instant.EPOCH, null, "{}"))
        .toList();
  }
}
