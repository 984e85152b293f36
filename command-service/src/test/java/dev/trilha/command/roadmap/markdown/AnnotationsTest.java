package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.titles;
import static dev.trilha.command.roadmap.markdown.Roadmaps.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {
  @ParameterizedTest
  @CsvSource({
    "**Por que é difícil:** o forno mente, RATIONALE",
    "**Por quê?** — o forno mente, RATIONALE",
    "**Why it matters:** ovens lie, RATIONALE",
    "Why: ovens lie, RATIONALE",
    "**Motivo:** o forno mente, RATIONALE",
    "**Impacto:** menos cinzas, IMPACT",
    "**Impacto da IA:** menos cinzas, IMPACT",
    "*Impact*: fewer ashes, IMPACT",
    "**Contexto:** cozinhas pequenas, CONTEXT",
    "Context: small kitchens, CONTEXT",
  })
  void aLabelTellsWhatIsSaidOfASection(String paragraph, Annotation annotation) {
    RoadmapNode remark = topic(paragraph).children().getFirst();

    assertThat(remark.kind()).isEqualTo(NodeKind.ANNOTATION);
    assertThat(remark.annotation()).isEqualTo(annotation);
    assertThat(remark.text()).isNotBlank().doesNotContain(":");
    assertThat(remark.rule()).isNull();
    assertThat(remark.total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "**Context switching:** is slow",
        "**Impacted teams:** all of them",
        "**Reasoning:** think aloud",
        "**Project:** bake",
      })
  void otherLabelsAreNotes(String paragraph) {
    assertThat(topic(paragraph).children().getFirst().kind()).isEqualTo(NodeKind.NOTE);
  }

  @Test
  void severalLabelsInOneParagraphAreAnAnnotationEach() {
    RoadmapNode topic = topic("**Why:** ovens lie  \nand burn  \n**Impact:** fewer ashes");

    assertThat(topic.children())
        .extracting(RoadmapNode::annotation, RoadmapNode::text)
        .containsExactly(
            tuple(Annotation.RATIONALE, "ovens lie\nand burn"),
            tuple(Annotation.IMPACT, "fewer ashes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- Bake\n  Why: ovens lie",
        "- Bake  \n  Why: ovens lie",
        "- Bake\n\n  Why: ovens lie",
        "- Bake\n  - *Why:* ovens lie",
      })
  void anItemIsStillALeafWithAnAnnotation(String entry) {
    RoadmapNode item = topic(entry).children().getFirst();

    assertThat(item.title()).isEqualTo("Bake");
    assertThat(item.text()).isNull();
    assertThat(item.leaf()).isTrue();
    assertThat(item.children())
        .extracting(RoadmapNode::annotation, RoadmapNode::text)
        .containsExactly(tuple(Annotation.RATIONALE, "ovens lie"));
  }

  @Test
  void linesBelowAnAnnotationGoOnWithIt() {
    RoadmapNode item =
        topic("- Bake  \n  At noon  \n  Why: ovens lie  \n  and burn").children().getFirst();

    assertThat(item.text()).isEqualTo("At noon");
    assertThat(item.children().getFirst().text()).isEqualTo("ovens lie\n\nand burn");
  }

  @Test
  void anAnnotationIsNoLevelOfTheTree() {
    ImportLimits limits = new ImportLimits(10_000, 100, 2, 1_000);

    assertThat(
            titles(
                MarkdownImporter.read(
                        new RoadmapId("r"),
                        "# R\n## A\n- Bake\n  Why: ovens lie\n",
                        List.of(),
                        limits)
                    .children()
                    .getFirst()
                    .children()
                    .getFirst()
                    .children()))
        .containsExactly("Why");
  }

  @Test
  void whatWasANoteKeepsItsIdAsAnAnnotation() {
    String before = "# R\n## A\n### B\n- x\n\n**Impacted:** ashes\n";
    RoadmapNode note = node(Roadmaps.read(before), "Impacted");

    RoadmapNode annotation =
        node(Roadmaps.readAfter(before, before.replace("Impacted", "Impact")), "Impact");
    assertThat(note.kind()).isEqualTo(NodeKind.NOTE);
    assertThat(annotation.kind()).isEqualTo(NodeKind.ANNOTATION);
    assertThat(annotation.id()).isEqualTo(note.id());
  }
}
