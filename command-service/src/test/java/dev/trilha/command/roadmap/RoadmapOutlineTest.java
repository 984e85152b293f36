package dev.trilha.command.roadmap;

import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.any;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static dev.trilha.schemas.NodeKind.GROUP;
import static dev.trilha.schemas.NodeKind.ITEM;
import static dev.trilha.schemas.NodeKind.SELF_ASSESSMENT;
import static dev.trilha.schemas.NodeKind.TIER;
import static dev.trilha.schemas.NodeKind.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadmapOutlineTest {
  private static final RoadmapOutline OUTLINE =
      RoadmapOutline.of(
          published(
              1,
              all(
                  TIER,
                  "one",
                  all(TOPIC, "http", leaf("verbs"), all(ITEM, "codes", leaf("c2"), leaf("c4")))),
              all(
                  TIER,
                  "two",
                  all(TOPIC, "language", any(1, GROUP, "pick", leaf("java"), leaf("go")))),
              all(SELF_ASSESSMENT, "check", leaf("explain"))));

  @ParameterizedTest
  @CsvSource({
    "one,0,3,true",
    "http,0,3,true",
    "codes,1,3,true",
    "c4,2,3,true",
    "two,3,5,false",
    "pick,3,5,false",
    "check,5,6,true"
  })
  void theLeavesBelowANodeAreARange(String id, int first, int end, boolean plain) {
    Node node = node(id);

    assertThat(node.firstLeaf()).isEqualTo(first);
    assertThat(node.endLeaf()).isEqualTo(end);
    assertThat(node.plain()).isEqualTo(plain);
  }

  @Test
  void aSelfAssessmentIsNoTier() {
    assertThat(OUTLINE.tiers()).extracting(node -> node.id().value()).containsExactly("one", "two");
    assertThat(OUTLINE.leafCount()).isEqualTo(6);
  }

  @Test
  void nothingBelowWhatIsOnlyReadIsALeaf() {
    RoadmapNode note =
        new RoadmapNode(
            new NodeId("note"),
            NodeKind.NOTE,
            "Note",
            null,
            false,
            0,
            null,
            null,
            List.of(any(1, GROUP, "below", leaf("c"))));
    RoadmapOutline outline =
        RoadmapOutline.of(published(1, all(TIER, "one", leaf("a"), note, leaf("b"))));

    assertThat(outline.leafCount()).isEqualTo(2);
    assertThat(outline.find(new NodeId("c"))).get().matches(node -> !node.leaf());
    assertThat(outline.sections()).extracting(node -> node.id().value()).containsExactly("one");
    assertThat(outline.tiers()).allMatch(Node::plain).allMatch(tier -> tier.endLeaf() == 2);
  }

  @Test
  void theNodesAboveALeafAreToldFromTheOutside() {
    assertThat(node("c2").ancestors())
        .extracting(node -> node.id().value())
        .containsExactly("one", "http", "codes");
  }

  private static Node node(String id) {
    return OUTLINE.find(new NodeId(id)).orElseThrow();
  }
}
