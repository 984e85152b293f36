package dev.trilha.benchmark.projection;

import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.EnrollmentUpgraded;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EnrollmentEvent.TopicCompleted;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;

/** A statement for each row: where the learner stands, each section, the item, the history. */
final class Upserts implements AutoCloseable {
  /** Fewer columns and indexes than query-service has, and no trigger: less to do. */
  static final String TABLES =
      """
      create table enrollment (learner_id text, roadmap_id text, sequence bigint not null, version int not null,
        done int not null, skipped int not null, total int not null, primary key (learner_id, roadmap_id));
      create table section (learner_id text, roadmap_id text, section_id text, sequence bigint not null,
        done int not null, skipped int not null, total int not null, primary key (learner_id, roadmap_id, section_id));
      create table item (learner_id text, roadmap_id text, item_id text, sequence bigint not null, status text not null,
        at timestamptz not null, primary key (learner_id, roadmap_id, item_id));
      create table history (learner_id text, roadmap_id text, sequence bigint, type text not null,
        at timestamptz not null, primary key (learner_id, roadmap_id, sequence));
      create table position (share int primary key, next bigint not null);
      """;

  private static final String ENROLLMENT =
      """
      insert into enrollment as known values (?, ?, ?, ?, ?, ?, ?)
      on conflict (learner_id, roadmap_id) do update set sequence = excluded.sequence, version = excluded.version,
        done = excluded.done, skipped = excluded.skipped, total = excluded.total
      where known.sequence < excluded.sequence
      """;
  private static final String SECTION =
      """
      insert into section as known values (?, ?, ?, ?, ?, ?, ?)
      on conflict (learner_id, roadmap_id, section_id) do update set sequence = excluded.sequence,
        done = excluded.done, skipped = excluded.skipped, total = excluded.total
      where known.sequence < excluded.sequence
      """;
  private static final String ITEM =
      """
      insert into item as known values (?, ?, ?, ?, ?, ?)
      on conflict (learner_id, roadmap_id, item_id) do update set sequence = excluded.sequence,
        status = excluded.status, at = excluded.at
      where known.sequence < excluded.sequence
      """;
  private static final String HISTORY =
      "insert into history values (?, ?, ?, ?, ?) on conflict do nothing";
  private static final String POSITION =
      "insert into position values (?, ?) on conflict (share) do update set next = excluded.next";

  private final PreparedStatement enrollment;
  private final PreparedStatement section;
  private final PreparedStatement item;
  private final PreparedStatement history;
  private final PreparedStatement position;

  Upserts(Connection connection) throws SQLException {
    enrollment = connection.prepareStatement(ENROLLMENT);
    section = connection.prepareStatement(SECTION);
    item = connection.prepareStatement(ITEM);
    history = connection.prepareStatement(HISTORY);
    position = connection.prepareStatement(POSITION);
  }

  void write(RecordedEvent recorded) throws SQLException {
    if (!(recorded.event() instanceof EnrollmentEvent event)) {
      throw new IllegalArgumentException("not about an enrollment: " + recorded.event());
    }
    begin(enrollment, event);
    enrollment.setLong(3, recorded.sequence());
    enrollment.setInt(4, event.roadmapVersion());
    enrollment.setInt(5, event.done());
    enrollment.setInt(6, event.skipped());
    enrollment.setInt(7, event.total());
    enrollment.executeUpdate();
    for (SectionTally tally : sections(event)) {
      begin(section, event);
      section.setString(3, tally.id().value());
      section.setLong(4, recorded.sequence());
      section.setInt(5, tally.done());
      section.setInt(6, tally.skipped());
      section.setInt(7, tally.total());
      section.executeUpdate();
    }
    if (event instanceof ItemEvent of) {
      begin(item, event);
      item.setString(3, of.itemId().value());
      item.setLong(4, recorded.sequence());
      item.setString(5, of.getClass().getSimpleName());
      item.setTimestamp(6, Timestamp.from(of.at()));
      item.executeUpdate();
    }
    begin(history, event);
    history.setLong(3, recorded.sequence());
    history.setString(4, event.getClass().getSimpleName());
    history.setTimestamp(5, Timestamp.from(recorded.time()));
    history.executeUpdate();
  }

  private static void begin(PreparedStatement statement, EnrollmentEvent event)
      throws SQLException {
    statement.setString(1, event.learnerId().value());
    statement.setString(2, event.roadmapId().value());
  }

  private static List<SectionTally> sections(EnrollmentEvent event) {
    return switch (event) {
      case ItemEvent of -> of.sections();
      case TopicCompleted of -> List.of(of.topic());
      case TierCompleted of -> List.of(of.tier());
      case TierReopened of -> List.of(of.tier());
      case EnrollmentUpgraded of -> of.sections();
      default -> List.of();
    };
  }

  void position(int share, long next) throws SQLException {
    position.setInt(1, share);
    position.setLong(2, next);
    position.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : List.of(enrollment, section, item, history, position)) {
      statement.close();
    }
  }
}
