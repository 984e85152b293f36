package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.readAfter;
import static dev.trilha.command.roadmap.markdown.Roadmaps.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.markdown.ImportReport.Warning;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an exported document that people went on writing. */
class MarkedReaderTest {
  /** The structures that roadmaps have, one of each. */
  private static final String WRITTEN_BY_HAND =
      """
      ---
      lang: en
      ---
      # 🍞 Bread in a year

      What this is about.

      ## What flour is left to you
      ### What machines do
      | Skill | What is left |
      |---|---|
      | Kneading | *Feeling* the dough |
      ### What they don't
      | Skill | Why |
      |---|---|
      | Tasting | a \\| b |

      ## Tier 1 — Dough: the beginning
      ### 1. Kneading
      **Why first:** nothing rises without it.

      #### Windowpane test
      - Learn the basics
        - [ ] Feel it (10 min, 24 °C).
        - [ ] See the light
        Contexto: the gluten shows.
      #### Autolyse
      #### Folding
      #### Scaling
      **Impact:** less work.

      ### 2. Flours (choose one)
      **Master:**
      - Rye
      - **Spelt:** an old one
        - Focus: water
      - Wheat

      ## Tier 2 — Oven
      ### Steam
      * Use a lid
      * Use a pan

      ### Books
      - [Flour and fire](https://example.org/f_f) - the classic
      - "Crumbs" by A. Baker

      ### Challenges
      - **Junior**: bake *one* loaf
      - **Senior**: bake a hundred

      ### Way
      ```mermaid
      graph TD
          A[Flour] --> B[Dough]
      ```

      ## Plan of the year
      | Weeks | Focus | Done when |
      |---|---|---|
      | 1–4 | Dough | it rises |

      ## Metrics of progress
      - [ ] I can tell flours apart
      """;

  private static final String EXPORTED =
      """
      # Bread <!-- trilha roadmap -->
      ## Dough <!-- trilha tier t -->
      ### Kneading <!-- trilha topic k -->
      Slowly.
      - [ ] By hand <!-- trilha item h -->
        - [ ] Ten minutes <!-- trilha item m -->
      - [ ] By machine <!-- trilha item x -->
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDocumentOfPeopleComesBack(boolean asNextVersion) {
    ImportedRoadmap first = read(WRITTEN_BY_HAND);
    ImportedRoadmap again =
        MarkdownImporter.read(
            new RoadmapId("any-roadmap"),
            RoadmapMarkdown.write(first.title(), first.language(), first.children(), Map.of()),
            asNextVersion ? first.children() : List.of(),
            ImportLimits.DEFAULT);

    assertThat(again.children()).isEqualTo(first.children());
    assertThat(again.title()).isEqualTo(first.title());
    assertThat(again.language()).isEqualTo("en");
    assertThat(again.report().warnings()).isEmpty();
    assertThat(again.report())
        .usingRecursiveComparison()
        .ignoringFields("warnings", "checkboxes", "bullets")
        .isEqualTo(first.report());
  }

  @Test
  void aRewordedTitleKeepsItsIdAndLosesNothing() {
    ImportedRoadmap read = read(EXPORTED.replace("By machine", "With *any* machine"));
    assertThat(node(read, "With any machine").id().value()).isEqualTo("x");
    assertThat(read.report().warnings()).isEmpty();
  }

  @Test
  void aChangedTextIsReadAsMarkdown() {
    ImportedRoadmap read = read(EXPORTED.replace("Slowly.", "Very **slowly**."));
    assertThat(node(read, "Kneading").text()).isEqualTo("Very slowly.");
  }

  @Test
  void whatIsAddedIsReadByTheOrdinaryRules() {
    ImportedRoadmap read =
        read(
            EXPORTED
                + """
                - [ ] By foot
                  - [ ] Barefoot
                - A book on it
                ### Resting
                - [ ] An hour
                ## Eating
                - [ ] With butter
                """);

    assertThat(titles(node(read, "Kneading").children()))
        .containsExactly("By hand", "By machine", "By foot", "A book on it");
    assertThat(titles(node(read, "By foot").children())).containsExactly("Barefoot");
    assertThat(node(read, "Resting").kind()).isEqualTo(NodeKind.TOPIC);
    assertThat(titles(read, NodeKind.TIER)).containsExactly("Dough", "Eating");
    assertThat(read.report().leaves()).isEqualTo(6);
    assertThat(read.report().checkboxes()).isEqualTo(7);
    assertThat(read.report().bullets()).isEqualTo(1);
  }

  @Test
  void whatIsMovedKeepsItsId() {
    ImportedRoadmap read =
        read(EXPORTED.replace("- [ ] By machine", "### Machines\n- Which\n  - [ ] By machine"));

    RoadmapNode which = node(read, "Which");
    assertThat(which.children()).extracting(child -> child.id().value()).containsExactly("x");
    assertThat(titles(node(read, "Machines").children())).containsExactly("Which");
  }

  @Test
  void anAddedHeadingTakesTheSectionsBelowIt() {
    ImportedRoadmap read = read(EXPORTED.replace("### Kneading", "## Before\n### Kneading"));
    assertThat(titles(read, NodeKind.TIER)).containsExactly("Dough", "Before");
    assertThat(titles(node(read, "Before").children())).containsExactly("Kneading");
  }

  @Test
  void marksTellMoreThanTheVersionBefore() {
    ImportedRoadmap read = readAfter(EXPORTED, EXPORTED.replace("item h -->", "item new -->"));
    assertThat(node(read, "By hand").id().value()).isEqualTo("new");
  }

  @Test
  void whatLostItsMarkIsFoundInTheVersionBefore() {
    ImportedRoadmap read = readAfter(EXPORTED, EXPORTED.replace(" <!-- trilha item x -->", ""));
    assertThat(node(read, "By machine").id().value()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- trilha item -->",
        "<!-- trilha item X -->",
        "<!-- trilha item h -->",
        "<!-- trilha planet x -->",
        "<!-- trilha item x any=-3 -->",
        "<!-- trilha item x in=<script> -->",
      })
  void aWrongMarkIsReportedAndIgnored(String mark) {
    ImportedRoadmap read = read(EXPORTED.replace("<!-- trilha item x -->", mark));

    RoadmapNode machine = node(read, "By machine");
    assertThat(machine.kind()).isEqualTo(NodeKind.ITEM);
    assertThat(machine.id().value()).endsWith("machine");
    assertThat(read.report().warnings()).extracting(Warning::line).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in=nowhere", "in=x", "in=later"})
  void anImpossiblePlaceIsReportedAndIgnored(String place) {
    ImportedRoadmap read =
        read(
            EXPORTED.replace("item x -->", "item x " + place + " -->")
                + "- [ ] Later <!-- trilha item later -->\n");

    assertThat(titles(node(read, "Kneading").children()))
        .containsExactly("By hand", "By machine", "Later");
    assertThat(read.report().warnings()).extracting(Warning::line).containsExactly(7);
  }

  @Test
  void aTierThatHangsOnSomethingIsAPartOfIt() {
    ImportedRoadmap read = read(EXPORTED.replace("trilha topic k", "trilha tier k"));
    assertThat(node(read, "Kneading").kind()).isEqualTo(NodeKind.TOPIC);
    assertThat(read.report().warnings()).extracting(Warning::line).containsExactly(3);
  }

  @Test
  void aMarkElsewhereIsReportedAndIgnored() {
    ImportedRoadmap read =
        read(EXPORTED + "\n\n<!-- trilha item alone -->\n\n> Said <!-- trilha item quoted -->\n");
    assertThat(titles(read, NodeKind.ITEM)).containsExactly("By hand", "Ten minutes", "By machine");
    assertThat(read.report().warnings()).extracting(Warning::line).containsExactly(10, 12);
  }

  @Test
  void anExportIsNotTakenForADamagedText() {
    String title = "Ã© Ã§ Ã£ Ãº";
    RoadmapNode tier = node(read(EXPORTED), "Dough");
    String exported = RoadmapMarkdown.write(title, "en", List.of(tier), Map.of());
    assertThat(read(exported).title()).isEqualTo(title);
  }

  @Test
  void aDamagedExportIsRepaired() {
    RoadmapNode tier = node(read(EXPORTED.replace("By hand", "À mão, é já, çã")), "Dough");
    String exported = RoadmapMarkdown.write("Pão", "pt-BR", List.of(tier), Map.of());
    String damaged =
        new String(
            exported.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    ImportedRoadmap read = read(damaged);
    assertThat(read.children()).containsExactly(tier);
    assertThat(read.report().encodingRepaired()).isTrue();
  }

  @Test
  void aMarkedTitleWithNothingBelowItIsATier() {
    assertThat(read("# Bread <!-- trilha roadmap -->").children())
        .singleElement()
        .satisfies(tier -> {
          assertThat(tier.kind()).isEqualTo(NodeKind.TIER);
          assertThat(tier.title()).isEqualTo("Bread");
        });
  }

  @Test
  void aMarkBeforeTheTitleIsIgnored() {
    ImportedRoadmap read = read("# <!-- trilha item a --> Bread\n- [ ] Knead");

    assertThat(read.report().warnings())
        .extracting(Warning::message)
        .containsExactly("a mark stands behind a title; this one is ignored");
    assertThat(read.title()).isEqualTo("Bread");
  }
}
