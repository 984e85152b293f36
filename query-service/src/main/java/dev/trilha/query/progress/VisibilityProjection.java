package dev.trilha.query.progress;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.ProfileChange;
import dev.trilha.query.inbox.Projection;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps who is on no leaderboard: opted out, or erased (an id without a name is no contender), and
 * takes their enrollments off, or puts them back.
 */
class VisibilityProjection implements Projection {
  private final JdbcClient jdbc;
  private final VisibilityLock visibility;

  VisibilityProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
    visibility = new VisibilityLock(jdbc);
  }

  @Override
  public Topic topic() {
    return Topic.LEARNER_PROFILE;
  }

  @Override
  public int project(Batch batch) {
    Map<String, Boolean> newest = new LinkedHashMap<>();
    for (ProfileChange change : batch.profiles()) {
      newest.put(change.learnerId().value(), isHidden(change));
    }
    if (!newest.isEmpty()) {
      Set<String> hidden = hidden(newest.keySet());
      newest.entrySet().removeIf(entry -> hidden.contains(entry.getKey()) == entry.getValue());
    }
    if (!newest.isEmpty()) {
      write(newest);
    }
    return batch.profiles().size();
  }

  private static boolean isHidden(ProfileChange change) {
    LearnerProfile profile = change.profile();
    return profile == null || profile.leaderboardOptOut();
  }

  private Set<String> hidden(Set<String> learners) {
    return jdbc.sql("SELECT learner_id FROM hidden_learner WHERE learner_id = ANY (?)")
        .param(learners.toArray(String[]::new))
        .query((row, _) -> row.getString("learner_id"))
        .set();
  }

  private void write(Map<String, Boolean> changed) {
    List<String> disappearing = new ArrayList<>();
    List<String> appearing = new ArrayList<>();
    changed.forEach((learner, hides) -> (hides ? disappearing : appearing).add(learner));
    visibility.changes();
    if (!disappearing.isEmpty()) {
      String[] learners = disappearing.toArray(String[]::new);
      jdbc.sql("INSERT INTO hidden_learner SELECT unnest(?::text[]) ON CONFLICT DO NOTHING")
          .param(learners)
          .update();
      jdbc.sql("UPDATE enrollment SET hidden = true WHERE learner_id = ANY (?) AND NOT hidden")
          .param(learners)
          .update();
    }
    if (!appearing.isEmpty()) {
      String[] learners = appearing.toArray(String[]::new);
      jdbc.sql("DELETE FROM hidden_learner WHERE learner_id = ANY (?)").param(learners).update();
      jdbc.sql("UPDATE enrollment SET hidden = false WHERE learner_id = ANY (?) AND hidden")
          .param(learners)
          .update();
    }
  }
}
