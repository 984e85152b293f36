package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.NOON;
import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProgressRowsIT extends RunningService {
  private final Walk ana = Walk.of(fresh("ana"), fresh("java"));
  private final OfEnrollment id = new OfEnrollment(ana.learner(), ana.roadmap());

  @Autowired private Progress progress;

  private EnrollmentFold fold(long sequence, EnrollmentEvent event) {
    var fold = new EnrollmentFold(id);
    fold.add(sequence, NOON, event);
    return fold;
  }

  @Test
  void everyStatementRefusesAnOlderEvent() {
    var rows = new ProgressRows(jdbc);
    rows.write(List.of(fold(5, ana.completed("jdbc", 2, tally("tier-2", 2, 0, 3)))));
    StoredProgress before = progress.find(ana.learner(), ana.roadmap()).orElseThrow();

    rows.write(List.of(fold(4, ana.reopened("jdbc", 1, tally("tier-2", 1, 0, 3)))));
    rows.write(List.of(fold(3, ana.upgraded(2, 0))));

    StoredProgress after = progress.find(ana.learner(), ana.roadmap()).orElseThrow();
    assertThat(after.head().row()).isEqualTo(before.head().row());
    assertThat(after.sections()).isEqualTo(before.sections());
    assertThat(after.items()).isEqualTo(before.items());
  }

  @Test
  void aReplacementForgetsOnlyTheSectionsOfItsEnrollment() {
    var rows = new ProgressRows(jdbc);
    Walk other = Walk.of(ana.learner().value(), fresh("kotlin"));
    var neighbour = new EnrollmentFold(new OfEnrollment(other.learner(), other.roadmap()));
    neighbour.add(0, NOON, other.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    rows.write(List.of(fold(1, ana.completed("jdbc", 1, tally("tier-2", 1, 0, 3))), neighbour));

    rows.write(List.of(fold(2, ana.upgraded(2, 1, tally("tier-3", 1, 0, 3)))));

    assertThat(progress.find(ana.learner(), ana.roadmap()).orElseThrow().sections())
        .extracting(StoredProgress.StoredSection::id)
        .containsExactly("tier-3");
    assertThat(progress.find(other.learner(), other.roadmap()).orElseThrow().sections())
        .extracting(StoredProgress.StoredSection::id)
        .containsExactly("tier-2");
  }
}
