package dev.trilha.query.progress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many leaves were completed in a time, for as long as the row of the enrollment that was
 * counted is still its row: who looks at a board again costs a count only for those who moved
 * meanwhile. The database says which row it is, in the snapshot that is asked, so it makes no
 * difference which replica counted, or when. The least recently used are thrown out first.
 */
final class KeptCounts {
  private final int most;
  private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * @param most enrollments and times of which a count is kept
   */
  KeptCounts(int most) {
    this.most = most;
  }

  /**
   * @param from the first moment that counts
   * @param to the first moment that no longer counts
   */
  record Time(Instant from, Instant to) {}

  private record Key(String learnerId, String roadmapId, Time time) {}

  private record Kept(EnrollmentHead.Row of, long leaves) {}

  /**
   * Adds what is known to the sums of the learners.
   *
   * @return those of which it is not
   */
  synchronized List<Enrolled> add(
      Collection<Enrolled> enrolled, Time time, Map<String, Long> leaves) {
    List<Enrolled> unknown = new ArrayList<>();
    for (Enrolled one : enrolled) {
      @Nullable Kept count = kept.get(key(one, time));
      if (count != null && count.of().equals(one.row())) {
        leaves.merge(one.learnerId(), count.leaves(), Long::sum);
      } else {
        unknown.add(one);
      }
    }
    return unknown;
  }

  /**
   * As counted in the snapshot that the row was read in. Nothing can be kept before the roadmap's
   * version is here: its arrival changes the count and not the row.
   */
  synchronized void keep(Enrolled enrolled, Time time, long leaves) {
    if (!enrolled.published()) {
      return;
    }
    kept.put(key(enrolled, time), new Kept(enrolled.row(), leaves));
    if (kept.size() > most) {
      kept.pollFirstEntry();
    }
  }

  private static Key key(Enrolled enrolled, Time time) {
    return new Key(enrolled.learnerId(), enrolled.roadmapId(), time);
  }
}
