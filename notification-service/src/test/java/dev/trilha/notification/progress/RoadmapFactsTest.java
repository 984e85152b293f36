package dev.trilha.notification.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.progress.RoadmapFacts.Outlined;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.Weeks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoadmapFactsTest {
  private final Map<String, Outlined> outline = new HashMap<>();

  @BeforeEach
  void aRoadmapWithAPlanOfTwoRows() {
    outline.put("tier", new Outlined(null, 5, null));
    outline.put("topic", new Outlined(new NodeId("tier"), 3, null));
    outline.put("leaf", new Outlined(new NodeId("topic"), 1, null));
    outline.put("row-1", new Outlined(null, 0, new Weeks(1, 2)));
    outline.put("row-2", new Outlined(null, 0, new Weeks(3, 4)));
  }

  @Test
  void aMappedNodeIsDueWithItsRow() {
    assertThat(RoadmapFacts.dueWeeks(List.of(row("row-2", "topic")), outline))
        .isEqualTo(Map.of("topic", new Weeks(3, 4)));
  }

  @Test
  void ofSeveralRowsTheFirstCounts() {
    assertThat(
            RoadmapFacts.dueWeeks(List.of(row("row-2", "topic"), row("row-1", "topic")), outline))
        .isEqualTo(Map.of("topic", new Weeks(1, 2)));
  }

  @Test
  void whatStandsBelowAnotherMappedNodeIsCountedByThatOne() {
    assertThat(
            RoadmapFacts.dueWeeks(
                List.of(row("row-1", "leaf"), row("row-2", "tier", "topic")), outline))
        .isEqualTo(Map.of("tier", new Weeks(3, 4)));
  }

  @Test
  void aRowThatNobodyKnowsIsPassedOver() {
    assertThat(RoadmapFacts.dueWeeks(List.of(row("row-9", "topic")), outline)).isEmpty();
  }

  private static PlanMapping row(String id, String... topics) {
    return new PlanMapping(
        new NodeId(id), java.util.Arrays.stream(topics).map(NodeId::new).toList());
  }
}
