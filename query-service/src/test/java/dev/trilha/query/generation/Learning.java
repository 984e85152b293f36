package dev.trilha.query.generation;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.schemas.EnrollmentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one learner does, by chance; its own fold of that, and what the service has. */
final class Learning {
  private static final List<String> ITEMS =
      List.of("records", "streams", "maven", "jdbc", "unit", "real");

  private final Walk walk;
  private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
  private final SortedSet<String> done = new TreeSet<>();

  Learning(String learner, String roadmap) {
    walk = Walk.of(learner, roadmap);
  }

  /** What is to be found at the end: how many events, how many leaves, and which items are done. */
  record State(long version, int done, List<String> items) {}

  String name() {
    return walk.learner().value();
  }

  synchronized int version() {
    return sent.size();
  }

  synchronized ProducerRecord<String, byte[]> next(Random dice) {
    ProducerRecord<String, byte[]> record = Feed.record(sent.size(), event(dice));
    sent.add(record);
    return record;
  }

  private EnrollmentEvent event(Random dice) {
    if (sent.isEmpty()) {
      return walk.enrolled();
    }
    String item = ITEMS.get(dice.nextInt(ITEMS.size()));
    if (done.remove(item)) {
      return walk.reopened(item, done.size());
    }
    done.add(item);
    return walk.completed(item, done.size());
  }

  /** Some of what was sent, in its order. */
  synchronized List<ProducerRecord<String, byte[]>> slice(Random dice) {
    int from = dice.nextInt(sent.size() + 1);
    return List.copyOf(sent.subList(from, Math.min(sent.size(), from + 10)));
  }

  synchronized State folded() {
    return new State(sent.size(), done.size(), List.copyOf(done));
  }

  long storedVersion(JdbcClient jdbc) {
    return jdbc.sql("SELECT sequence + 1 FROM enrollment WHERE learner_id = ?")
        .param(name())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  State stored(JdbcClient jdbc) {
    int leaves =
        jdbc.sql("SELECT done FROM enrollment WHERE learner_id = ?")
            .param(name())
            .query(Integer.class)
            .single();
    List<String> items =
        jdbc.sql(
                """
                SELECT item_id FROM item_state WHERE learner_id = ? AND status = 'done' ORDER BY item_id COLLATE "C"
                """)
            .param(name())
            .query((row, _) -> row.getString(1))
            .list();
    return new State(storedVersion(jdbc), leaves, items);
  }
}
