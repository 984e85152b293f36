package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.readTopic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  private static RoadmapNode plan(String table) {
    return node(readTopic("- x\n\n**Calendar:**\n\n" + table), "Calendar");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1-4, 1, 4",
    "5 – 8, 5, 8",
    "9—12, 9, 12",
    "1 a 4, 1, 4",
    "1 até 4, 1, 4",
    "1 to 4, 1, 4",
    "Semanas 1 a 4, 1, 4",
    "Semana 3, 3, 3",
    "Week 1 - Week 2, 1, 2",
    "W1-W2, 1, 2",
    "S1, 1, 1",
    "Weeks 1 & 2, 1, 2",
    "1000, 1000, 1000",
  })
  void weeksAreReadAsPeopleWriteThem(String cell, int from, int to) {
    assertThat(Tables.weeks(cell)).isEqualTo(new Weeks(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "0", "0-3", "4-1", "1001", "1-2-3", "Q1", "1,5", "99999", "-3"})
  void nothingIsGuessedOfOtherWeeks(String cell) {
    assertThat(Tables.weeks(cell)).isNull();
  }

  @Test
  void columnsAreKnownByTheirTitlesWhateverTheirOrder() {
    RoadmapNode plan =
        plan(
            "| Week | Deliverable | Hours | Focus |\n|---|---|---|---|\n| 1 | A pie | 6 | Dough |");

    RoadmapNode row = plan.children().getFirst();
    assertThat(row.kind()).isEqualTo(NodeKind.PLAN_ROW);
    assertThat(row.title()).isEqualTo("Dough");
    assertThat(row.text()).isEqualTo("A pie\nHours: 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "| Week | What |\\n|---|---|\\n| 1 | Dough |                ; Dough",
        "| Week | Output | What |\\n|---|---|---|\\n| 1 | Pie | Dough | ; Dough",
        "| Week |\\n|---|\\n| 1-2 |                               ; 1-2",
        "| Week | Focus |\\n|---|---|\\n| 1-2 | |                  ; 1-2",
      })
  void aRowHasATitleWhateverItsColumns(String table, String title) {
    assertThat(plan(table.replace("\\n", "\n")).children().getFirst().title()).isEqualTo(title);
  }

  @Test
  void aRowWithoutWeeksIsKeptAsTextAndReported() {
    ImportedRoadmap roadmap =
        readTopic(
            "- x\n\n**Calendar:**\n\n| Week | Focus |\n|---|---|\n| 1 | Dough |\n| later | Pie |");

    RoadmapNode plan = node(roadmap, "Calendar");
    assertThat(plan.children()).extracting(RoadmapNode::title).containsExactly("Dough");
    assertThat(plan.text()).isEqualTo("| Week | Focus |\n| --- | --- |\n| later | Pie |");
    assertThat(roadmap.report().planRows()).isEqualTo(1);
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(14));
  }

  @Test
  void monthsAreNotTakenForWeeks() {
    RoadmapNode plan = plan("| Mês | Foco |\n|---|---|\n| 1 | Massas |");

    assertThat(plan.children()).isEmpty();
    assertThat(plan.text()).contains("| 1 | Massas |");
  }

  @Test
  void aTableInASectionToReadIsANodeBelowIt() {
    ImportedRoadmap roadmap =
        read(
            "# R\n## Tier 1\n- a\n## Tier 2\n- b\n## Reference stack\nUse these.\n\n"
                + "| Part | Tool |\n|---|---|\n| Oven | Gas |\n| Pan | |\n");

    RoadmapNode section = node(roadmap, "Reference stack");
    assertThat(section.kind()).isEqualTo(NodeKind.NOTE);
    assertThat(section.text()).isEqualTo("Use these.");
    assertThat(section.children().getFirst().table())
        .isEqualTo(
            new ReferenceTable(
                List.of("Part", "Tool"), List.of(List.of("Oven", "Gas"), List.of("Pan", ""))));
    assertThat(roadmap.report().references()).isEqualTo(2);
  }

  @Test
  void onlyTablesThatAreCalledAReferenceAreCountedAsOne() {
    ImportedRoadmap roadmap = readTopic("**Prices:**\n\n| Part | Price |\n|---|---|\n| Pan | 9 |");

    assertThat(node(roadmap, "Prices").kind()).isEqualTo(NodeKind.REFERENCE_TABLE);
    assertThat(roadmap.report().references()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"50, 1, REFERENCE_TABLE", "51, 1, NOTE", "1, 1000, REFERENCE_TABLE", "1, 1001, NOTE"})
  void aTablePastTheLimitIsKeptAsTextAndReported(int columns, int rows, NodeKind kind) {
    String line = "|" + " x |".repeat(columns) + "\n";
    ImportedRoadmap roadmap =
        readTopic("**Big:**\n\n" + line + "|" + "---|".repeat(columns) + "\n" + line.repeat(rows));

    assertThat(node(roadmap, "Big").kind()).isEqualTo(kind);
    assertThat(roadmap.report().warnings()).hasSize(kind == NodeKind.NOTE ? 1 : 0);
  }

  @Test
  void aRowKeepsItsIdWhenItsWeeksChange() {
    String before =
        "# R\n## Tier 1\n- a\n## Tier 2\n## Plan\n| Week | Focus |\n|---|---|\n| 1 | Dough |\n";
    RoadmapNode row = node(read(before), "Dough");

    assertThat(node(Roadmaps.readAfter(before, before.replace("| 1 |", "| 2-3 |")), "Dough").id())
        .isEqualTo(row.id());
  }
}
