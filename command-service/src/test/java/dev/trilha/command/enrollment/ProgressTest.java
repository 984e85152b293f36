package dev.trilha.command.enrollment;

import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static dev.trilha.schemas.NodeKind.TIER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.command.roadmap.Tally;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final RoadmapNode NOTE =
      new RoadmapNode(
          new NodeId("note"),
          NodeKind.NOTE,
          "Note",
          null,
          false,
          0,
          null,
          null,
          List.of(leaf("below")));

  private static final RoadmapOutline OUTLINE =
      RoadmapOutline.of(published(1, all(TIER, "one", NOTE, leaf("verbs"))));

  @Test
  void whatStandsBelowANoteKeepsNoTierOpen() {
    Progress progress = new Progress(OUTLINE).with(place("verbs"), ItemStatus.DONE);

    assertThat(progress.tally()).isEqualTo(new Tally(1, 0, 1));
    assertThat(progress.isComplete(new NodeId("one"))).isTrue();
  }

  @Test
  void whatWasTickedBelowANoteOnceChangesNothing() {
    Progress progress = new Progress(OUTLINE).with(place("below"), ItemStatus.DONE);

    assertThat(progress.statuses()).isEmpty();
  }

  private static int place(String id) {
    return OUTLINE.find(new NodeId(id)).map(Node::firstLeaf).orElseThrow();
  }
}
