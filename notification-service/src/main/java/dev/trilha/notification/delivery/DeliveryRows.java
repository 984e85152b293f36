package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the table. */
final class DeliveryRows {
  static final String COLUMNS =
      "id, team_id, kind, facts, status, attempts, reason, created_at, attempted_at, settled_at,"
          + " traceparent";

  private DeliveryRows() {}

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        new TeamId(row.getString("team_id")),
        announcement(row.getString("kind"), row.getString("facts")),
        DeliveryStatus.valueOf(row.getString("status")),
        row.getInt("attempts"),
        row.getString("reason"),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("attempted_at")),
        instant(row.getTimestamp("settled_at")),
        row.getString("traceparent"));
  }

  private static Announcement announcement(String kind, String facts) {
    return Json.mapper().readValue(facts, AnnouncementKind.valueOf(kind).facts());
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
