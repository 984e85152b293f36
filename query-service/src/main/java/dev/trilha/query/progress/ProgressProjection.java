package dev.trilha.query.progress;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.Projection;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps where every learner stands. Folds the batch per enrollment; {@link ProgressRows} writes
 * what comes out.
 */
class ProgressProjection implements Projection {
  private final ProgressRows rows;

  ProgressProjection(ProgressRows rows) {
    this.rows = rows;
  }

  @Override
  public Topic topic() {
    return Topic.ENROLLMENT;
  }

  @Override
  public int project(Batch batch) {
    Map<OfEnrollment, List<RecordedEvent>> byEnrollment = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      if (recorded.stream() instanceof OfEnrollment enrollment) {
        byEnrollment.computeIfAbsent(enrollment, _ -> new ArrayList<>()).add(recorded);
      }
    }
    if (byEnrollment.isEmpty()) {
      return 0;
    }
    Map<OfEnrollment, Long> seen = rows.sequences(List.copyOf(byEnrollment.keySet()));
    List<EnrollmentFold> folds = new ArrayList<>();
    int news = 0;
    for (var entry : byEnrollment.entrySet()) {
      var fold = new EnrollmentFold(entry.getKey());
      long last = seen.getOrDefault(entry.getKey(), EnrollmentFold.NEVER);
      for (RecordedEvent recorded : entry.getValue()) {
        if (recorded.sequence() > last && recorded.event() instanceof EnrollmentEvent event) {
          fold.add(recorded.sequence(), recorded.time(), event);
          last = recorded.sequence();
          news++;
        }
      }
      if (fold.sequence() != EnrollmentFold.NEVER) {
        folds.add(fold);
      }
    }
    rows.write(folds);
    return news;
  }
}
