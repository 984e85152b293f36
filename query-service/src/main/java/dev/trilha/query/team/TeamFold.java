package dev.trilha.query.team;

import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the new events of one team come to. */
final class TeamFold {
  static final long NEVER = -1;

  private final String teamId;
  private final Map<String, Membership> memberships = new LinkedHashMap<>();
  private @Nullable String name;
  private boolean disbanded;
  private boolean existenceKnown;
  private long disbandedAt = NEVER;
  private long sequence;
  private Instant changedAt = Instant.EPOCH;

  TeamFold(String teamId) {
    this.teamId = teamId;
  }

  record Membership(String teamId, String learnerId, long sequence, boolean member, Instant since) {
    private Membership endedAt(long end) {
      return new Membership(teamId, learnerId, end, false, since);
    }
  }

  void add(RecordedEvent recorded, TeamEvent event) {
    sequence = recorded.sequence();
    changedAt = recorded.time();
    switch (event) {
      case TeamEvent.TeamFormed formed -> {
        name = formed.name();
        exists(true);
      }
      case TeamEvent.TeamRenamed renamed -> name = renamed.name();
      case TeamEvent.MemberJoined joined -> put(joined.learnerId().value(), true);
      case TeamEvent.MemberLeft left -> put(left.learnerId().value(), false);
      case TeamEvent.TeamDisbanded _ -> {
        exists(false);
        disbandedAt = sequence;
        // Rows of their own, as they would be if an earlier poll had written them.
        memberships.replaceAll((_, membership) -> membership.endedAt(sequence));
      }
    }
  }

  private void exists(boolean exists) {
    existenceKnown = true;
    disbanded = !exists;
  }

  private void put(String learnerId, boolean member) {
    memberships.put(learnerId, new Membership(teamId, learnerId, sequence, member, changedAt));
  }

  String teamId() {
    return teamId;
  }

  long sequence() {
    return sequence;
  }

  Instant changedAt() {
    return changedAt;
  }

  /** Absent when these events do not say it. */
  @Nullable String name() {
    return name;
  }

  /** Absent when these events do not say it. */
  @Nullable Boolean disbanded() {
    return existenceKnown ? disbanded : null;
  }

  /** The sequence of the event that ended every membership before it, or {@link #NEVER}. */
  long disbandedAt() {
    return disbandedAt;
  }

  Map<String, Membership> memberships() {
    return memberships;
  }
}
