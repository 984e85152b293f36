package dev.trilha.query.progress;

import dev.trilha.schemas.StreamId.OfEnrollment;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what was drawn last, for as long as the row it shows is still the row of the enrollment:
 * somebody who looks again, before the next tick, costs one look at one row. The least recently
 * used are thrown out first.
 */
class Drawings {
  private final JsonMapper json;
  private final long most;
  private final Map<OfEnrollment, Drawing> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long characters;

  /**
   * @param json as answers are written
   * @param most characters that are kept
   */
  Drawings(JsonMapper json, long most) {
    this.json = json;
    this.most = most;
  }

  /** Nothing when another row was drawn, or none. */
  synchronized Optional<Drawing> find(OfEnrollment enrollment, EnrollmentHead.Row row) {
    return Optional.ofNullable(kept.get(enrollment)).filter(drawing -> drawing.of().equals(row));
  }

  Drawing draw(EnrollmentHead.Row of, ProgressTree tree) {
    return new Drawing(
        of,
        json.writeValueAsString(tree.tiers()),
        json.writeValueAsString(tree.selfAssessments()),
        json.writeValueAsString(tree.items()));
  }

  synchronized void keep(OfEnrollment enrollment, Drawing drawing) {
    Drawing before = kept.put(enrollment, drawing);
    characters += drawing.characters() - (before == null ? 0 : before.characters());
    Iterator<Drawing> eldest = kept.values().iterator();
    while (characters > most) {
      characters -= eldest.next().characters();
      eldest.remove();
    }
  }
}
