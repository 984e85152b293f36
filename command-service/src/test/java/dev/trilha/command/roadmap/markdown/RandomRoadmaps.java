package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Any tree that can be published: every kind below every other, and titles and texts made of what
 * Markdown takes for something.
 */
final class RandomRoadmaps {
  private static final List<String> FRAGMENTS =
      List.of(
          "a",
          "word",
          "Two words",
          " ",
          "  ",
          "\u00A0",
          "\u2028",
          "\uFEFF",
          "\t",
          "\r",
          "\u0000",
          "*",
          "**",
          "_",
          "__",
          "snake_case",
          "`",
          "```",
          "~",
          "~~~",
          "[",
          "]",
          "](",
          "[x] ",
          "[ ]",
          "![",
          "<",
          "<b>",
          "</div>",
          "<!--",
          "-->",
          "<!-- trilha item a -->",
          "&",
          "&amp;",
          "&#10;",
          "\\",
          "\\\\",
          "#",
          "## ",
          " #",
          "-",
          "- ",
          "---",
          "+ ",
          "=",
          "===",
          "> ",
          ">",
          "1. ",
          "12) ",
          ":",
          "|",
          "| a | b |",
          " \\| ",
          "é",
          "Ã©",
          "Ã§",
          "🎉",
          "👩\u200D💻",
          "\uD83D",
          "https://example.org/a_b",
          "Contexto: x",
          "Foco:",
          "(choose one)",
          "{#id}",
          "trilha",
          "Tier 1: Basics",
          "$x$",
          "!",
          "(",
          ")",
          "\"",
          "'");

  private static final List<String> BREAKS =
      List.of(
          "\n",
          "\n\n",
          "\n\n\n",
          "    ",
          "\n- a\n- b\n",
          "\n1. a\n",
          "```\ncode\n```",
          "~~~\n",
          "| a | b |\n| --- | --- |\n| c | d |",
          "\n\n| Week | Focus |\n| --- | --- |\n| 1 \\| 2 | * |\n\n",
          "| a |\n| --- |",
          "a|b\n-|-\nc|d",
          "<div>\n",
          "graph TD\n  A --> B",
          "\n---\n",
          "\n===\n",
          "**Label:**\n",
          "[a]: http://b\n",
          "> quote\n",
          "\\\n");

  private RandomRoadmaps() {}

  /** What a node is made of; what is counted comes later. */
  private record Seed(
      NodeKind kind,
      String id,
      String title,
      int any,
      @Nullable String text,
      @Nullable String url,
      List<Seed> children) {}

  static Arbitrary<List<RoadmapNode>> trees() {
    return seeds(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(seeds -> {
          Counter counter = new Counter();
          return seeds.stream().map(seed -> node(seed, 1, true, counter)).toList();
        });
  }

  static Arbitrary<String> titles() {
    return Arbitraries.of(FRAGMENTS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(parts -> String.join("", parts))
        .map(title -> title.isBlank() ? title + "x" : title);
  }

  static Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(FRAGMENTS)), Tuple.of(2, Arbitraries.of(BREAKS)));
    return parts.list().ofMaxSize(9).map(all -> String.join("", all));
  }

  static Arbitrary<String> languages() {
    return Arbitraries.of("en", "pt-BR", "und", "zh-Hant", "x-none");
  }

  private static final class Counter {
    private int next;
  }

  private static Arbitrary<Seed> seeds(int deepest) {
    Arbitrary<List<Seed>> children =
        deepest == 0
            ? Arbitraries.just(List.of())
            : Arbitraries.lazy(() -> seeds(deepest - 1)).list().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of(NodeKind.class),
            Arbitraries.strings().withChars("ab-.0").ofMinLength(1).ofMaxLength(8),
            Arbitraries.frequencyOf(
                Tuple.of(4, titles()),
                Tuple.of(1, Arbitraries.just("mermaid")),
                Tuple.of(
                    1,
                    Arbitraries.strings()
                        .all()
                        .ofMinLength(1)
                        .ofMaxLength(500)
                        .map(title -> title.isBlank() ? "y" : title))),
            Arbitraries.integers().between(0, 3),
            texts().injectNull(0.5),
            Arbitraries.of(
                    "https://example.org/?a=b&amp;c", "../a b.md", "", "x)(<y>", "a\\b[c](d)")
                .injectNull(0.7),
            children)
        .as(Seed::new);
  }

  private static RoadmapNode node(Seed seed, int depth, boolean counted, Counter counter) {
    NodeId id = new NodeId(seed.id() + counter.next++);
    NodeKind kind = seed.kind() == NodeKind.TIER && depth > 1 ? NodeKind.TOPIC : seed.kind();
    List<RoadmapNode> children = new ArrayList<>();
    if (!kind.isRemark()) {
      boolean within = counted && !kind.isOnlyRead();
      seed.children().forEach(child -> children.add(node(child, depth + 1, within, counter)));
    }
    boolean single =
        kind == NodeKind.ITEM
            && children.stream().noneMatch(child -> child.kind() == NodeKind.ITEM);
    boolean leaf = counted && single;
    Draft draft = new Draft(kind, "any", 0);
    CompletionRule rule =
        single || draft.isOnlyRead()
            ? null
            : seed.any() == 0 ? CompletionRule.ALL : new CompletionRule.Any(seed.any());
    return new RoadmapNode(
        id,
        kind,
        seed.title(),
        rule,
        leaf,
        Tree.total(rule, leaf, children),
        seed.text(),
        seed.url(),
        kind == NodeKind.PLAN_ROW ? new Weeks(1 + seed.any(), 9) : null,
        kind == NodeKind.ANNOTATION ? Annotation.CONTEXT : null,
        kind == NodeKind.REFERENCE_TABLE
            ? new ReferenceTable(List.of(seed.title(), "a"), List.of(List.of("-->", seed.title())))
            : null,
        kind == NodeKind.PREREQUISITE_CHAIN
            ? new PrerequisiteChain(
                List.of(new PrerequisiteChain.Member("--", seed.title())), List.of())
            : null,
        children);
  }
}
