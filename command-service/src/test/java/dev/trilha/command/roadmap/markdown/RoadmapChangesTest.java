package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.Json;
import dev.trilha.schemas.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoadmapChangesTest {
  private static RoadmapChanges between(String before, String now) {
    return RoadmapChanges.between(read(before).children(), read(now).children());
  }

  @Test
  void theSameDocumentChangesNothing() {
    String document = "# R\n## A\n- x\n- [ ] y\n";

    assertThat(between(document, document))
        .isEqualTo(new RoadmapChanges(List.of(), List.of(), List.of(), List.of()));
    assertThat(read(document)).isEqualTo(read(document));
  }

  @Test
  void nodesComeAndGo() {
    RoadmapChanges changes = between("# R\n## A\n- x\n- y\n", "# R\n## A\n- y\n- z\n");

    assertThat(changes.added()).containsExactly(new NodeChange(new NodeId("a.z"), "z", null));
    assertThat(changes.removed()).containsExactly(new NodeChange(new NodeId("a.x"), "x", null));
    assertThat(changes.moved()).isEmpty();
    assertThat(changes.reworded()).isEmpty();
  }

  @Test
  void anotherOrdinalIsAnotherTitleOfTheSameNode() {
    assertThat(between("# R\n## 1. A\n- x\n", "# R\n## 2. A\n- x\n").reworded())
        .containsExactly(new NodeChange(new NodeId("a"), "2. A", "1. A"));
  }

  @Test
  void anItemPutUnderALabelHasMoved() {
    assertThat(between("# R\n## A\n- x\n", "# R\n## A\n**Tools:**\n- x\n").moved())
        .containsExactly(new NodeChange(new NodeId("a.x"), "x", "a"));
  }

  @Test
  void theReportIsCompletedByThePublisher() {
    ImportReport report = read("# R\n- a\n").report();
    RoadmapChanges changes = between("# R\n## A\n- x\n", "# R\n## A\n- y\n");

    assertThat(Json.mapper().writeValueAsString(report.against(7, true, changes, List.of())))
        .isEqualTo(
            "{\"roadmapId\":\"any-roadmap\",\"version\":7,\"changed\":true,\"tiers\":1,\"topics\":0,"
                + "\"items\":1,\"leaves\":1,\"checkboxes\":0,\"bullets\":1,\"planRows\":0,"
                + "\"selfAssessment\":0,\"resources\":0,\"challenges\":0,\"prerequisites\":0,"
                + "\"references\":0,\"encodingRepaired\":false,"
                + "\"added\":[{\"id\":\"a.y\",\"title\":\"y\"}],"
                + "\"removed\":[{\"id\":\"a.x\",\"title\":\"x\"}],\"moved\":[],\"reworded\":[],\"unmapped\":[],"
                + "\"warnings\":[]}");
  }
}
