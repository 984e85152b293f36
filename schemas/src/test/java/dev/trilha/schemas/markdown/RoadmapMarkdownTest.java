package dev.trilha.schemas.markdown;

import static dev.trilha.schemas.NodeKind.GROUP;
import static dev.trilha.schemas.NodeKind.ITEM;
import static dev.trilha.schemas.NodeKind.NOTE;
import static dev.trilha.schemas.NodeKind.PLAN;
import static dev.trilha.schemas.NodeKind.RESOURCE;
import static dev.trilha.schemas.NodeKind.SUBTOPIC;
import static dev.trilha.schemas.NodeKind.TIER;
import static dev.trilha.schemas.NodeKind.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an exported roadmap looks. */
class RoadmapMarkdownTest {
  @Test
  void looksLikeSomethingThatSomebodyWrote() {
    RoadmapNode baking =
        node(
            TIER,
            "baking",
            "Baking",
            node(
                TOPIC,
                "baking.dough",
                "Dough",
                leaf("knead", "Knead for 10 minutes", "By hand.\nNot by machine."),
                node(
                    ITEM,
                    "shape",
                    "Shape",
                    leaf("round", "Round", null),
                    leaf("long", "Long", null))),
            node(
                TOPIC,
                "baking.flour",
                "Flour (choose one)",
                CompletionRule.ALL,
                null,
                null,
                node(
                    GROUP,
                    "flours",
                    "Flours",
                    new CompletionRule.Any(1),
                    null,
                    null,
                    leaf("rye", "Rye", null),
                    leaf("spelt", "Spelt", null)),
                read(RESOURCE, "book", "A book", null, "https://example.org/book")));
    RoadmapNode plan =
        read(PLAN, "plan", "Plan", "| Week | Focus |\n| --- | --- |\n| 1 | Dough |", null);

    assertThat(
            RoadmapMarkdown.write(
                "Bread",
                "en",
                List.of(baking, plan),
                Map.of(
                    new NodeId("knead"), ItemState.DONE,
                    new NodeId("round"), ItemState.IN_PROGRESS,
                    new NodeId("long"), ItemState.SKIPPED)))
        .isEqualTo(
            """
            ---
            title: "Bread"
            language: "en"
            trilha: "1 ✓"
            ---

            # Bread <!-- trilha roadmap -->

            ## Baking <!-- trilha tier baking -->

            ### Dough <!-- trilha topic baking.dough -->

            - [x] Knead for 10 minutes <!-- trilha item knead -->

              By hand.\\
              Not by machine.

            - Shape <!-- trilha item shape -->
              - [ ] Round <!-- trilha item round state=in-progress -->
              - [ ] Long <!-- trilha item long state=skipped -->

            ### Flour (choose one) <!-- trilha topic baking.flour -->

            **Flours** <!-- trilha group flours any=1 -->

            - [ ] Rye <!-- trilha item rye -->
            - [ ] Spelt <!-- trilha item spelt -->

            ---

            - [A book](https://example.org/book) <!-- trilha resource book -->

            ## Plan <!-- trilha plan plan -->

            | Week | Focus |
            | --- | --- |
            | 1 | Dough |

            """);
  }

  @Test
  void showsADiagramBetweenFences() {
    assertThat(write(read(NOTE, "way", "mermaid", "graph LR\n  A --> B", null)))
        .endsWith(
            """
            ## mermaid <!-- trilha note way -->

            ```mermaid
            graph LR
              A --> B
            ```

            """);
  }

  @Test
  void namesTheParentOfWhatStandsElsewhere() {
    RoadmapNode tier =
        node(
            TIER,
            "tier",
            "Tier",
            node(
                TOPIC,
                "topic",
                "Topic",
                node(SUBTOPIC, "inner", "Inner"),
                leaf("late", "Late", null)),
            leaf("last", "Last", null));

    assertThat(write(tier))
        .contains("- [ ] Late <!-- trilha item late in=topic -->")
        .contains("- [ ] Last <!-- trilha item last in=tier -->");
  }

  @Test
  void escapesWhatMarkdownWouldTake() {
    assertThat(
            write(leaf("a", "1. *a* [b](c) <d> snake_case & &amp; `e` | #", "# f\n- g\n\n    h")))
        .endsWith(
            """
            - [ ] 1\\. \\*a\\* \\[b\\](c) \\<d> snake_case & \\&amp; \\`e\\` \\| # <!-- trilha item a -->

              \\# f\\
              \\- g

              &#32;   h

            """);
  }

  @Test
  void writesNoLineThatIsTooLongToBeRead() {
    String text = "x".repeat(100_000) + "&#".repeat(20_000);
    assertThat(write(leaf("a", "A", text)).lines()).allMatch(line -> line.length() <= 10_000);
  }

  private static String write(RoadmapNode... nodes) {
    return RoadmapMarkdown.write("Any", "en", List.of(nodes), Map.of());
  }

  private static RoadmapNode leaf(String id, String title, @Nullable String text) {
    return new RoadmapNode(new NodeId(id), ITEM, title, null, true, 1, text, null, List.of());
  }

  private static RoadmapNode read(
      NodeKind kind, String id, String title, @Nullable String text, @Nullable String url) {
    return node(kind, id, title, null, text, url);
  }

  private static RoadmapNode node(NodeKind kind, String id, String title, RoadmapNode... children) {
    return node(kind, id, title, CompletionRule.ALL, null, null, children);
  }

  private static RoadmapNode node(
      NodeKind kind,
      String id,
      String title,
      @Nullable CompletionRule rule,
      @Nullable String text,
      @Nullable String url,
      RoadmapNode... children) {
    return new RoadmapNode(
        new NodeId(id), kind, title, rule, false, 0, text, url, List.of(children));
  }
}
