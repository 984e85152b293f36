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
  void theNodesAboveALeafAreToldFromTheOutside() {
    assertThat(node("c2").ancestors())
        .extracting(node -> node.id().value())
        .containsExactly("one", "http", "codes");
  }

  private static Node node(String id) {
    return OUTLINE.find(new NodeId(id)).orElseThrow();
  }
}
