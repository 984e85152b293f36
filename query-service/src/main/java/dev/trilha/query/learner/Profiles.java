package dev.trilha.query.learner;

import dev.trilha.schemas.LearnerId;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is behind the ids. */
public class Profiles {
  /** Of whoever has no profile. */
  public static final ZoneId UNKNOWN = ZoneId.of("UTC");

  private final JdbcClient jdbc;

  Profiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The profiles of those learners who have one, by id. */
  public Map<String, Profile> of(Collection<String> learners) {
    Map<String, Profile> profiles = new HashMap<>();
    jdbc.sql(
            """
            SELECT learner_id, display_name, leaderboard_opt_out FROM learner_profile
            WHERE learner_id = ANY (?)
            """)
        .param(learners.toArray(String[]::new))
        .query(row -> {
          profiles.put(
              row.getString("learner_id"),
              new Profile(row.getString("display_name"), row.getBoolean("leaderboard_opt_out")));
        });
    return profiles;
  }

  /**
   * The time zone that most of the learners have, the first by name among equals; UTC when none of
   * theirs is known.
   */
  public ZoneId commonTimeZone(Collection<String> learners) {
    return common(
        jdbc.sql("SELECT time_zone FROM learner_profile WHERE learner_id = ANY (?)")
            .param(learners.toArray(String[]::new))
            .query((row, _) -> row.getString("time_zone"))
            .list());
  }

  /** The same of the names of their time zones. */
  public static ZoneId common(Collection<String> names) {
    Map<String, Integer> learners = new TreeMap<>();
    names.forEach(name -> learners.merge(name, 1, Integer::sum));
    return learners.entrySet().stream()
        // Equals stay in the order of their names.
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .flatMap(zone -> zone(zone.getKey()).stream())
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** By which the learner tells days; UTC when it is not known. */
  public ZoneId timeZone(LearnerId learner) {
    return jdbc.sql("SELECT time_zone FROM learner_profile WHERE learner_id = ?")
        .param(learner.value())
        .query(String.class)
        .optional()
        .flatMap(Profiles::zone)
        .orElse(UNKNOWN);
  }

  /** By which each of the learners tells days; without those of whom it is not known. */
  public Map<String, ZoneId> timeZones(Collection<String> learners) {
    Map<String, ZoneId> zones = new HashMap<>();
    jdbc.sql("SELECT learner_id, time_zone FROM learner_profile WHERE learner_id = ANY (?)")
        .param(learners.toArray(String[]::new))
        .query(row -> {
          String learner = row.getString("learner_id");
          zone(row.getString("time_zone")).ifPresent(zone -> zones.put(learner, zone));
        });
    return zones;
  }

  /** This machine may know other zones than the one that took the profile. */
  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
