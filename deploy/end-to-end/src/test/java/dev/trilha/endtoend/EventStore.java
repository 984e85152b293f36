package dev.trilha.endtoend;

import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks the event store itself, sharing nothing with the services. */
final class EventStore {
  private final Database database;

  EventStore(Database database) {
    this.database = database;
  }

  /** The items that were ticked, each as often as it is stored. */
  List<String> completions(String learner, String roadmap) throws SQLException {
    return texts(
        "select payload->>'itemId' from event where stream = ? and type = 'item-completed'",
        stream(learner, roadmap));
  }

  /** How many sequence numbers are missing. */
  long missing(String learner, String roadmap) throws SQLException {
    return Long.parseLong(
        texts(
                "select max(sequence) + 1 - count(distinct sequence) from event where stream = ?",
                stream(learner, roadmap))
            .getFirst());
  }

  /** Of each stream of a roadmap's learners, its events in order, as {@code sequence:id}. */
  Map<String, List<String>> events(String roadmap) throws SQLException {
    Map<String, List<String>> events = new LinkedHashMap<>();
    try (Connection store = database.connect();
        PreparedStatement query =
            store.prepareStatement(
                "select stream, sequence || ':' || event_id from event where stream like ? order by"
                    + " stream, sequence")) {
      query.setString(1, stream("%", roadmap));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          events.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
        }
      }
    }
    return events;
  }

  /** The items that are done after all that is stored. */
  Set<String> done(String learner, String roadmap) throws SQLException {
    Set<String> done = new TreeSet<>();
    for (String change : changes(learner, roadmap)) {
      String item = change.substring(change.indexOf(' ') + 1);
      if (change.startsWith("item-completed ")) {
        done.add(item);
      } else {
        done.remove(item);
      }
    }
    return done;
  }

  /** What happened to items, in order, as {@code type item}. */
  List<String> changes(String learner, String roadmap) throws SQLException {
    return texts(
        "select type || ' ' || (payload->>'itemId') from event where stream = ? and type like"
            + " 'item-%' order by sequence",
        stream(learner, roadmap));
  }

  /** How many events there are of a learner on a roadmap. */
  long version(String learner, String roadmap) throws SQLException {
    return Long.parseLong(
        texts("select count(*) from event where stream = ?", stream(learner, roadmap)).getFirst());
  }

  private static String stream(String learner, String roadmap) {
    return "enrollment/%s/%s".formatted(learner, roadmap);
  }

  private List<String> texts(String sql, String parameter) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection store = database.connect();
        PreparedStatement query = store.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }
}
