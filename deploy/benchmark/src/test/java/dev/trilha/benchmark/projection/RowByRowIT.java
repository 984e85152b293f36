package dev.trilha.benchmark.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowByRowIT {
  private static final LearnerId ANA = new LearnerId("ana");
  private static final RoadmapId JAVA = new RoadmapId("java");
  private static final NodeId TIER = new NodeId("tier-1");
  private static final NodeId RECORDS = new NodeId("records");
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private static RecordedEvent event(long sequence, EnrollmentEvent event) {
    return new RecordedEvent(
        "id-" + sequence, new OfEnrollment(ANA, JAVA), sequence, NOON, null, event);
  }

  private static List<SectionTally> tier(int done) {
    return List.of(new SectionTally(TIER, done, 0, 3));
  }

  @Test
  void leavesWhatTheNewestEventSaysHoweverOftenItIsWritten() throws SQLException {
    List<RecordedEvent> events =
        List.of(
            event(0, new LearnerEnrolled(ANA, JAVA, 1, 0, 0, 6)),
            event(1, new ItemCompleted(ANA, JAVA, 1, RECORDS, TIER, null, NOON, 1, 0, 6, tier(1))),
            event(2, new ItemReopened(ANA, JAVA, 1, RECORDS, TIER, null, NOON, 0, 0, 6, tier(0))));
    try (PostgresServer postgres = PostgresServer.start(PostgresSettings.temporary())) {
      Database database = postgres.createDatabase("rows");
      var rowByRow = new RowByRow(database);

      double perSecond = rowByRow.perSecond(List.of(events), Duration.ofMinutes(1));
      rowByRow.perSecond(List.of(events.subList(0, 2)), Duration.ofMinutes(1));

      assertThat(perSecond).isPositive();
      assertThat(value(database, "select sequence || ' ' || done from enrollment"))
          .isEqualTo("2 0");
      assertThat(value(database, "select sequence || ' ' || done from section")).isEqualTo("2 0");
      assertThat(value(database, "select status from item")).isEqualTo("ItemReopened");
      assertThat(value(database, "select count(*) from history")).isEqualTo("3");
      assertThat(value(database, "select next from position")).isEqualTo("2");
    }
  }

  private static String value(Database database, String query) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
