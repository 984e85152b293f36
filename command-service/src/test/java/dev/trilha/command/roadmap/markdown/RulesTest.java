package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.titles;
import static dev.trilha.command.roadmap.markdown.Roadmaps.topic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  @ParameterizedTest
  @CsvSource({
    "Idiomas (Escolha Um), 1",
    "Escolha uma ferramenta, 1",
    "Languages: choose one, 1",
    "Pick at least two, 2",
    "Escolha 3, 3",
    "Choose wisely, 0",
    "The chosen one, 0",
    "Learn to choose one abstraction, 0",
    "Languages - pick two, 2",
    "🧰 Idioma (você deve escolher um), 1",
    "2.1 Escolha uma linguagem, 1",
  })
  void aTitleMayAskForSomeOfItsChildren(String title, int asked) {
    RoadmapNode topic = node(read("# R\n## A\n### " + title + "\n- a\n- b\n- c\n- d\n"), title);

    assertThat(topic.rule())
        .isEqualTo(asked == 0 ? CompletionRule.ALL : new CompletionRule.Any(asked));
    assertThat(topic.total()).isEqualTo(asked == 0 ? 4 : asked);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "9, 3"})
  void aChoiceCountsNoMoreThanThereIs(int asked, int total) {
    String title = "Choose " + asked;
    String body = "#### One\n- a\n- b\n#### Two\n- c\n#### Three\n- d\n#### Empty\n";

    assertThat(node(read("# R\n## A\n### " + title + "\n" + body), title).total()).isEqualTo(total);
  }

  @Test
  void anItemMayAskForOneOfItsSubItems() {
    RoadmapNode item =
        topic("- **Editor (choose one):**\n  - Vim\n  - Emacs").children().getFirst();

    assertThat(item.rule()).isEqualTo(new CompletionRule.Any(1));
    assertThat(item.total()).isEqualTo(1);
  }

  @Test
  void aChoiceReachesThroughASingleLabel() {
    RoadmapNode topic = node(read("# R\n## A\n### Pick one\n**Options:**\n- a\n- b\n"), "Pick one");

    assertThat(topic.rule()).isEqualTo(CompletionRule.ALL);
    assertThat(topic.children().getFirst().rule()).isEqualTo(new CompletionRule.Any(1));
    assertThat(topic.total()).isEqualTo(1);
  }

  @Test
  void boldLabelsMakeGroups() {
    RoadmapNode topic = topic("**Pots:**\n- Pan\n\n**Knives — Domine:**\n- Chef\n- Paring");

    assertThat(topic.children()).allMatch(child -> child.kind() == NodeKind.GROUP);
    assertThat(titles(topic.children())).containsExactly("Pots", "Knives — Domine");
    assertThat(topic.total()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"**Domine:**", "**Learn**", "**Etapas:**"})
  void aSingleLabelThatOnlySaysLearnThisIsStripped(String label) {
    assertThat(titles(topic(label + "\n- a\n- b").children())).containsExactly("a", "b");
  }

  @Test
  void aLabelRightBeforeAHeadingMakesNoGroup() {
    RoadmapNode topic = topic("**Domine:**\n#### Inside\n- a");

    assertThat(titles(topic.children())).containsExactly("Inside");
    assertThat(topic.text()).isNull();
  }

  @Test
  void aLabelOverNothingIsText() {
    assertThat(topic("**Hands on, no theory:**\n\nWords.").text())
        .isEqualTo("Hands on, no theory\n\nWords.");
  }

  @Test
  void aBoldLabelledSentenceIsANote() {
    RoadmapNode note = topic("**Project:** because.\n\n- a").children().getFirst();

    assertThat(note.kind()).isEqualTo(NodeKind.NOTE);
    assertThat(note.title()).isEqualTo("Project");
    assertThat(note.text()).isEqualTo("because.");
    assertThat(note.total()).isZero();
  }

  @Test
  void theReportCountsWhatWasRead() {
    ImportReport report =
        read("""
        # R
        ## Tier 1
        ### Languages (choose one)
        - A
          - **Foco:** a
        - B
        ### Boxes
        - [ ] C
          - [ ] c1
          - [ ] c2
        ### Books
        - D
        ## Tier 2
        ### Challenges
        - E
        """)
            .report();

    assertThat(report.tiers()).isEqualTo(2);
    assertThat(report.topics()).isEqualTo(4);
    assertThat(report.items()).isEqualTo(5);
    assertThat(report.leaves()).isEqualTo(3);
    assertThat(report.checkboxes()).isEqualTo(3);
    assertThat(report.bullets()).isEqualTo(5);
    assertThat(report.resources()).isEqualTo(1);
    assertThat(report.challenges()).isEqualTo(1);
    assertThat(report.warnings()).isEmpty();
  }
}
