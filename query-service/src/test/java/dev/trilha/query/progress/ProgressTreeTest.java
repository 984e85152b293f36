package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.progress.StoredProgress.StoredSection;
import dev.trilha.query.roadmap.RoadmapTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTreeTest {
  private static final RoadmapTree TREE = new RoadmapTree("Java", "en", Curriculum.children());

  private static ProgressTree with(StoredSection... tallies) {
    return ProgressTree.merge(TREE, List.of(tallies), List.of());
  }

  @Test
  void anUntouchedSectionStandsAtZeroOfItsTreesTotal() {
    TierProgress tier = with().tiers().getFirst();

    assertThat(tier.done()).isZero();
    assertThat(tier.total()).isEqualTo(3);
    assertThat(tier.percent()).isZero();
  }

  @Test
  void aStoredTallyWinsOverTheTree() {
    TierProgress tier = with(new StoredSection("tier-1", 1, 1, 3, null)).tiers().getFirst();

    assertThat(tier.done()).isEqualTo(1);
    assertThat(tier.percent()).isEqualTo(50);
  }

  @Test
  void aChoiceCountsAsWhatItAsksFor() {
    SectionProgress tools =
        with(new StoredSection("tools", 1, 0, 1, Curriculum.NOON))
            .tiers()
            .getFirst()
            .topics()
            .getLast();

    assertThat(tools.percent()).isEqualTo(100);
    assertThat(tools.completedAt()).isEqualTo(Curriculum.NOON);
  }

  @Test
  void anItemWithChecksIsASectionAndNotesAreNot() {
    assertThat(with().tiers().getLast().topics())
        .extracting(SectionProgress::id)
        .containsExactly("testing", "empty");
  }

  @Test
  void anEmptySectionHasNoPercent() {
    assertThat(with().tiers().getLast().topics().getLast().percent()).isNull();
  }

  @Test
  void aSelfAssessmentIsNoTier() {
    ProgressTree merged = with();

    assertThat(merged.tiers()).extracting(TierProgress::id).containsExactly("tier-1", "tier-2");
    assertThat(merged.selfAssessments()).extracting(SectionProgress::id).containsExactly("habits");
  }

  @Test
  void itemsOfAnotherVersionAreLeftOut() {
    var known = new StoredItem("jdbc", "done", Curriculum.NOON);
    var gone = new StoredItem("applets", "done", Curriculum.NOON);

    assertThat(ProgressTree.merge(TREE, List.of(), List.of(known, gone)).items())
        .containsExactly(known);
  }
}
