package dev.trilha.query.progress;

import dev.trilha.schemas.StreamId.OfEnrollment;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what was drawn last, for as long as the row it shows is still the row of the enrollment:
 * somebody who looks again, before the next tick, costs one look at one row. The least recently
 * used are thrown out first.
 */
class Drawings {
  private final long most;
  private final Map<OfEnrollment, Drawing> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * @param most bytes that are kept
   */
  Drawings(long most) {
    this.most = most;
  }

  /** Nothing when another row was drawn, or none. */
  synchronized Optional<Drawing> find(OfEnrollment enrollment, EnrollmentHead.Row row) {
    return Optional.ofNullable(kept.get(enrollment)).filter(drawing -> drawing.of().equals(row));
  }

  synchronized void keep(OfEnrollment enrollment, Drawing drawing) {
    Drawing before = kept.put(enrollment, drawing);
    bytes += drawing.bytes() - (before == null ? 0 : before.bytes());
    Iterator<Drawing> eldest = kept.values().iterator();
    while (bytes > most) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
