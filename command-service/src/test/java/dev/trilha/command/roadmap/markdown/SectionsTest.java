package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionsTest {
  @Test
  void headingsBelowTheTitleAreTiersAndDeeperOnesTopics() {
    ImportedRoadmap roadmap =
        read("# Cooking\n## Cold\n### Salads\n#### Dressings\n- Mix oil\n## Hot\n- Boil water\n");

    assertThat(roadmap.title()).isEqualTo("Cooking");
    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Cold", "Hot");
    assertThat(titles(roadmap, NodeKind.TOPIC)).containsExactly("Salads");
    assertThat(titles(roadmap, NodeKind.SUBTOPIC)).containsExactly("Dressings");
    assertThat(titles(roadmap, NodeKind.ITEM)).containsExactly("Mix oil", "Boil water");
  }

  @ParameterizedTest
  @CsvSource({
    "Salads:, Salads",
    "Salads : :, Salads",
    "Salads {#cold-salads}, Salads",
    "Salads: {#cold}, Salads:",
    "Salads {#cold} {#c_1}, Salads {#cold}",
    "Salads {#}, Salads {#}",
    "Salads {#cold dishes}, Salads {#cold dishes}",
    "Salads {#cold} and more, Salads {#cold} and more",
    ":: Salads: cold, :: Salads: cold"
  })
  void theColonOrTheAnchorBehindAHeadingIsNotOfItsTitle(String heading, String title) {
    assertThat(titles(read("# R\n## " + heading + "\n- a\n"), NodeKind.TIER))
        .containsExactly(title);
  }

  @Test
  void aHeadingMayBeSkippedOnTheWayDown() {
    assertThat(node(read("# R\n## A\n##### Deep\n- x\n## B\n- y\n"), "Deep").kind())
        .isEqualTo(NodeKind.TOPIC);
  }

  @Test
  void namedLevelsAreTheOnlyTiers() {
    ImportedRoadmap roadmap =
        read("# R\n## Motivation\nWhy.\n## Nível Júnior\n- a\n## Nível Pleno\n## Credits\nMe.\n");

    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Nível Júnior", "Nível Pleno");
    assertThat(titles(roadmap, NodeKind.NOTE)).containsExactly("Motivation", "Credits");
  }

  @Test
  void namedLevelsMayStandBelowAHeadingThatIntroducesThem() {
    ImportedRoadmap roadmap =
        read("# R\n## The way\nGo on.\n### Phase 1\n- a\n### Phase 2\n- b\n## License\nFree.\n");

    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Phase 1", "Phase 2");
    assertThat(node(roadmap, "The way").text()).isEqualTo("Go on.");
  }

  @Test
  void plainEntriesOutsideNamedLevelsAreKeptAsANoteAndReported() {
    ImportedRoadmap roadmap = read("# R\n## Tier 1\n- a\n## Tier 2\n- b\n## Hints\n- Sleep well\n");

    assertThat(node(roadmap, "Hints").kind()).isEqualTo(NodeKind.NOTE);
    assertThat(node(roadmap, "Hints").text()).isEqualTo("- Sleep well");
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(6));
  }

  @Test
  void aChecklistOutsideTheTiersIsASelfAssessmentThatCountsForNothingElse() {
    ImportedRoadmap roadmap =
        read("# R\n## Tier 1\n- a\n## Tier 2\n- b\n## Am I there?\n- [ ] I can\n- [ ] I did\n");

    RoadmapNode assessment = node(roadmap, "Am I there?");
    assertThat(assessment.kind()).isEqualTo(NodeKind.SELF_ASSESSMENT);
    assertThat(assessment.children()).allMatch(RoadmapNode::leaf);
    assertThat(roadmap.report().selfAssessment()).isEqualTo(2);
    assertThat(roadmap.report().leaves()).isEqualTo(2);
    assertThat(roadmap.report().checkboxes()).isEqualTo(2);
  }

  @Test
  void aChecklistThatIsTakenForASelfAssessmentByItsPlaceIsReported() {
    assertThat(
            read("# R\n## Tier 1\n- a\n## Tier 2\n- b\n## Am I there?\n- [ ] I can\n")
                .report()
                .warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"- [ ] b\n- [ ] c\n", "### Kinds\n- [ ] b\n- [ ] c\n", "- b\n- c\n"})
  void whatHoldsSomethingToLearnBetweenNamedLevelsIsATier(String body) {
    ImportedRoadmap roadmap =
        read("# R\n## Phase 1\n- [ ] a\n## Databases\n" + body + "## Phase 2\n- [ ] d\n");

    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Phase 1", "Databases", "Phase 2");
    assertThat(roadmap.report().leaves()).isEqualTo(4);
    assertThat(roadmap.report().selfAssessment()).isZero();
  }

  @Test
  void whatIsCalledASelfAssessmentIsOneBetweenNamedLevelsToo() {
    ImportedRoadmap roadmap =
        read("# R\n## Phase 1\n- a\n## Self-assessment\n- [ ] I can\n## Phase 2\n- d\n");

    assertThat(titles(roadmap, NodeKind.SELF_ASSESSMENT)).containsExactly("Self-assessment");
    assertThat(roadmap.report().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Métricas de Progresso", "Autoavaliação", "Self-assessment"})
  void aChecklistKnownByItsTitleIsNoTierEvenWithoutNamedLevels(String title) {
    ImportedRoadmap roadmap = read("# R\n## First\n- a\n## " + title + "\n- [ ] I can\n");

    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("First");
    assertThat(titles(roadmap, NodeKind.SELF_ASSESSMENT)).containsExactly(title);
  }

  @Test
  void linksToOtherPagesOfTheSiteAreNavigation() {
    ImportedRoadmap roadmap =
        read("# R\n## First\n- a\n## Go on\n*   [**Back**](../index.md)\n*   [Up](#r)\n");

    assertThat(node(roadmap, "Go on").kind()).isEqualTo(NodeKind.NOTE);
    assertThat(roadmap.report().bullets()).isEqualTo(1);
    assertThat(roadmap.report().warnings()).isEmpty();
  }

  @Test
  void aTableOfWeeksIsThePlan() {
    ImportedRoadmap roadmap =
        read(
            """
            # R
            ## Tier 1
            - a
            ## Tier 2
            ## Calendar
            ### Spring
            | Semana | Foco | Entrega |
            |---|---|---|
            | 1-2 | Read `x` | A \\| B |
            | 3-4 | Write | **C** |
            """);

    assertThat(node(roadmap, "Calendar").kind()).isEqualTo(NodeKind.PLAN);
    RoadmapNode plan = node(roadmap, "Spring");
    assertThat(plan.text()).isNull();
    assertThat(plan.children())
        .extracting(RoadmapNode::kind, RoadmapNode::weeks, RoadmapNode::title, RoadmapNode::text)
        .containsExactly(
            tuple(NodeKind.PLAN_ROW, new Weeks(1, 2), "Read x", "A | B"),
            tuple(NodeKind.PLAN_ROW, new Weeks(3, 4), "Write", "C"));
    assertThat(roadmap.report().planRows()).isEqualTo(2);
  }

  @Test
  void anotherTableInATopicStandsUnderItsLabel() {
    RoadmapNode topic =
        Roadmaps.topic("**Services:**\n\n| Name | Use |\n|---|---|\n| S3 | Files |");

    assertThat(topic.children())
        .singleElement()
        .extracting(RoadmapNode::title)
        .isEqualTo("Services");
    assertThat(topic.children().getFirst().table())
        .isEqualTo(new ReferenceTable(List.of("Name", "Use"), List.of(List.of("S3", "Files"))));
    assertThat(topic.total()).isZero();
  }

  @Test
  void anEmptySubtopicStaysAndCountsNothing() {
    RoadmapNode topic = Roadmaps.topic("#### Empty\n\n#### Full\n- [ ] a");

    assertThat(titles(topic.children())).containsExactly("Empty", "Full");
    assertThat(topic.children().getFirst().total()).isZero();
    assertThat(topic.children().getFirst().leaf()).isFalse();
    assertThat(topic.total()).isEqualTo(1);
  }

  @Test
  void notesThatCloseATopicDoNotBelongToItsLastSubtopic() {
    RoadmapNode topic =
        Roadmaps.topic(
            "#### One\n- a\n\n#### Two\n- b\n\n**Impact:** it matters\n\n**Project:** build");

    assertThat(titles(topic.children())).containsExactly("One", "Two", "Impact", "Project");
    assertThat(topic.children().get(2).text()).isEqualTo("it matters");
  }

  @Test
  void notesThatEverySubtopicHasStayWhereTheyAre() {
    RoadmapNode topic =
        Roadmaps.topic("#### One\n- a\n\n**Impact:** some\n\n#### Two\n- b\n\n**Impact:** more");

    assertThat(titles(topic.children())).containsExactly("One", "Two");
  }

  @Test
  void aDiagramThatIsNoFlowchartIsANoteOfItsOwn() {
    ImportedRoadmap roadmap =
        read("# R\nHello.\n```mermaid\nsequenceDiagram\nA->>B: Hi\n```\n## First\n- a\n");

    assertThat(node(roadmap, "mermaid").kind()).isEqualTo(NodeKind.NOTE);
    assertThat(node(roadmap, "mermaid").text()).isEqualTo("sequenceDiagram\nA->>B: Hi");
    assertThat(roadmap.report().prerequisites()).isZero();
    assertThat(node(roadmap, "R").text()).isEqualTo("Hello.");
  }

  @Test
  void aDocumentWithoutTiersBecomesOne() {
    ImportedRoadmap roadmap = read("# Notes\nNothing to do.\n\n## More\nStill nothing.\n");

    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Notes");
    assertThat(titles(roadmap, NodeKind.TOPIC)).containsExactly("More");
    assertThat(roadmap.report().leaves()).isZero();
  }

  @Test
  void aListAloneBecomesATierNamedAfterTheRoadmap() {
    ImportedRoadmap roadmap = read("- one\n- two\n");

    assertThat(roadmap.title()).isEqualTo("Any roadmap");
    assertThat(node(roadmap, "Any roadmap").rule()).isEqualTo(CompletionRule.ALL);
    assertThat(roadmap.report().leaves()).isEqualTo(2);
  }

  @Test
  void anEmptyDocumentIsAnEmptyTier() {
    assertThat(read("").children())
        .singleElement()
        .satisfies(tier -> assertThat(tier.total()).isZero());
  }

  @Test
  void severalHighestHeadingsAreTiersBelowTheOneThatOnlyIntroduces() {
    ImportedRoadmap roadmap = read("# Path\nWelcome.\n# Start\n- a\n# End\n- b\n");

    assertThat(roadmap.title()).isEqualTo("Path");
    assertThat(titles(roadmap, NodeKind.TIER)).containsExactly("Start", "End");
  }

  @Test
  void frontMatterNamesADocumentWithoutATitleAndIsNoText() {
    ImportedRoadmap roadmap =
        read("---\ntitle: \"My way\"\nlang: en_US\n---\n## A\n- x\n## \n- y\n");

    assertThat(roadmap.title()).isEqualTo("My way");
    assertThat(roadmap.language()).isEqualTo("en-US");
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(7));
  }
}
