package dev.trilha.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One message: its name and revision, its class and the files that describe it.
 *
 * @param name for instance {@code item-completed}
 */
record Contract(String name, int revision, Class<? extends Record> type) {
  static Stream<Contract> all() {
    return Stream.concat(
        Arrays.stream(EventType.values())
            .map(event ->
                new Contract(
                    event.eventName(),
                    event.revision(),
                    event.eventClass().asSubclass(Record.class))),
        Stream.of(new Contract("learner-profile", 1, LearnerProfile.class)));
  }

  /** The revisions of a message that were written before its newest one. */
  static Stream<Contract> former() {
    return all()
        .flatMap(newest ->
            IntStream.range(1, newest.revision())
                .mapToObj(revision -> new Contract(newest.name(), revision, newest.type())));
  }

  JsonNode schema() {
    return json("/dev/trilha/schemas/%s/v%d.schema.json".formatted(name, revision));
  }

  /** The schema as it was released: the promise that the current one may widen, but not break. */
  JsonNode released() {
    return json("/released/%s/v%d.schema.json".formatted(name, revision));
  }

  JsonNode sample() {
    return json("/dev/trilha/schemas/%s/v%d.sample.json".formatted(name, revision));
  }

  private static JsonNode json(String resource) {
    try (InputStream file = Contract.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new AssertionError("there is no " + resource);
      }
      return Json.mapper().readTree(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return name + " v" + revision;
  }
}
