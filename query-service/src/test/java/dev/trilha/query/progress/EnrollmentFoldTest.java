package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.StreamId.OfEnrollment;
import org.junit.jupiter.api.Test;

class EnrollmentFoldTest {
  private static final Walk ANA = Walk.of("ana", "java");

  private static EnrollmentFold fold(EnrollmentEvent... events) {
    var fold = new EnrollmentFold(new OfEnrollment(ANA.learner(), ANA.roadmap()));
    for (int i = 0; i < events.length; i++) {
      fold.add(i, Curriculum.NOON.plusSeconds(i), events[i]);
    }
    return fold;
  }

  @Test
  void theNewestNumbersStand() {
    EnrollmentFold fold =
        fold(
            ANA.enrolled(),
            ANA.completed("jdbc", 1, tally("tier-2", 1, 0, 3)),
            ANA.reopened("jdbc", 0, tally("tier-2", 0, 0, 3)));

    assertThat(fold.done()).isZero();
    assertThat(fold.sequence()).isEqualTo(2);
    assertThat(fold.newestAt()).isEqualTo(Curriculum.NOON.plusSeconds(2));
    assertThat(fold.items()).singleElement().extracting("status").isEqualTo(ItemStatus.TODO);
    assertThat(fold.sections()).singleElement().extracting("done").isEqualTo(0);
  }

  @Test
  void aSectionRemembersWhenItWasCompleted() {
    EnrollmentFold fold =
        fold(
            ANA.completed("maven", 1, tally("tools", 1, 0, 1)),
            ANA.topicCompleted(1, tally("tools", 1, 0, 1)),
            ANA.completed("gradle", 1, tally("tools", 1, 0, 1)));

    assertThat(fold.sections())
        .singleElement()
        .extracting("completedAt")
        .isEqualTo(Curriculum.NOON);
  }

  @Test
  void aSectionForgetsItWhenSomethingIsOpenAgain() {
    EnrollmentFold fold =
        fold(
            ANA.topicCompleted(1, tally("tools", 1, 0, 1)),
            ANA.reopened("maven", 0, tally("tools", 0, 0, 1)));

    assertThat(fold.sections()).singleElement().extracting("completedAt").isNull();
  }

  @Test
  void anUpgradeDropsTheSectionsItDoesNotName() {
    EnrollmentFold fold =
        fold(
            ANA.completed("jdbc", 1, tally("tier-2", 1, 0, 3)),
            ANA.upgraded(2, 1, tally("tier-3", 1, 0, 4)),
            ANA.completed("unit", 2, tally("tier-3", 2, 0, 4)));

    assertThat(fold.sectionsReplacedAt()).isEqualTo(1);
    assertThat(fold.sections()).extracting("sectionId").containsExactly("tier-3");
    assertThat(fold.sections()).extracting("done").containsExactly(2);
  }

  @Test
  void aCompletedRoadmapIsOpenAgainOnceSomethingInItIs() {
    EnrollmentFold fold =
        fold(
            new EnrollmentEvent.RoadmapCompleted(
                ANA.learner(), ANA.roadmap(), 1, "Java", Curriculum.NOON, 6, 0, 6, null),
            ANA.reopened("jdbc", 5, tally("tier-2", 2, 0, 3)));

    assertThat(fold.completedAt()).isNull();
  }
}
