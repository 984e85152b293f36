package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.subscription.Outlet;
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
      "d.id, d.team_id, d.outlet, d.kind, d.facts, d.status, d.attempts, d.reason, d.alone,"
          + " d.created_at, d.attempted_at, d.settled_at, d.traceparent";

  private DeliveryRows() {}

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        new Outlet(new TeamId(row.getString("team_id")), row.getString("outlet")),
        announcement(row.getString("kind"), row.getString("facts")),
        DeliveryStatus.valueOf(row.getString("status")),
        row.getInt("attempts"),
        row.getString("reason"),
        row.getBoolean("alone"),
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
