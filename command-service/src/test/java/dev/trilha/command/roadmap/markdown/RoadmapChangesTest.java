package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.Json;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadmapChangesTest {
  private static final RoadmapId ID = new RoadmapId("any-roadmap");

  private static RoadmapChanges between(String before, String now) {
    ImportedRoadmap old = read(before);
    return RoadmapChanges.between(
        new RoadmapPublished(ID, 1, old.title(), old.language(), old.children()),
        MarkdownImporter.read(ID, now, old.children(), ImportLimits.DEFAULT));
  }

  @Test
  void theSameDocumentChangesNothing() {
    String document = "# R\n## A\n- x\n- [ ] y\n";

    assertThat(between(document, document))
        .isEqualTo(
            new RoadmapChanges(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
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

  @ParameterizedTest
  @CsvSource({
    "- x\\n- y\\n- z, - z\\n- x\\n- y, a.z",
    "- x\\n- y\\n- z, - y\\n- z\\n- x, a.x",
    "- x\\n- y\\n- z, - x\\n- new\\n- y, ",
    "- x\\n- y, - y\\n- new\\n- x, a.y",
  })
  void theFewestNodesThatExplainAnotherOrderAreReordered(
      String before, String now, @Nullable String reordered) {
    RoadmapChanges changes =
        between(
            "# R\n## A\n" + before.replace("\\n", "\n"), "# R\n## A\n" + now.replace("\\n", "\n"));

    assertThat(changes.reordered())
        .extracting(change -> change.id().value())
        .isEqualTo(reordered == null ? List.of() : List.of(reordered));
    assertThat(changes.moved()).isEmpty();
  }

  @Test
  void tiersAreReorderedToo() {
    assertThat(between("# R\n## A\n- x\n## B\n- y\n", "# R\n## B\n- y\n## A\n- x\n").reordered())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "- **x:** one, - **x:** two, text",
    "- [ ] [x](http://one), - [ ] [x](http://two), url",
    "**Tools (choose one)**\\n- x\\n- y\\n- z, **Tools (choose two)**\\n- x\\n- y\\n- z, rule",
  })
  void whatElseIsDifferentOfANodeIsAnEdit(String before, String now, String field) {
    assertThat(
            between(
                    "# R\n## A\n" + before.replace("\\n", "\n"),
                    "# R\n## A\n" + now.replace("\\n", "\n"))
                .edited())
        .singleElement()
        .satisfies(edit -> assertThat(edit.fields()).containsExactly(field));
  }

  @Test
  void subItemsThatComeMakeNoEditOfTheRule() {
    RoadmapChanges changes = between("# R\n## A\n- [ ] x\n", "# R\n## A\n- [ ] x\n  - [ ] one\n");

    assertThat(changes.edited()).isEmpty();
    assertThat(changes.added()).hasSize(1);
  }

  @Test
  void theTitleAndTheLanguageAreOfTheDocument() {
    assertThat(
            between("---\nlang: en\n---\n# R\n## A\n- x\n", "---\nlang: pt\n---\n# S\n## A\n- x\n")
                .document())
        .containsExactly("title", "language");
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
                + "\"removed\":[{\"id\":\"a.x\",\"title\":\"x\"}],\"moved\":[],\"reworded\":[],"
                + "\"reordered\":[],\"edited\":[],\"document\":[],\"unmapped\":[],"
                + "\"warnings\":[]}");
  }
}
