package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever somebody writes is read, or refused by a limit. */
class AnyTextTest {
  private static final RoadmapId ID = new RoadmapId("any");

  /** What Markdown takes for something, what the import does, and what damages both. */
  private static final String[] FRAGMENTS = {
    "word",
    "Two words",
    "Ferramentas:",
    "**Domine:**",
    "Contexto: ",
    "(escolha duas)",
    "choose one",
    "Tier 1",
    "Semana",
    "Recursos",
    "Self-assessment",
    "1.2 ",
    "\n",
    "\n",
    "\n\n",
    "  \n",
    "\r\n",
    "\t",
    "# ",
    "\n## ",
    "\n### 1. ",
    "\n###### ",
    "\n===\n",
    "\n---\n",
    "\n- ",
    "\n- [ ] ",
    "\n- [x] ",
    "\n- [ ]",
    "\n  - [ ] ",
    "\n    * ",
    "\n1. ",
    "\n   12) ",
    "\n+\t",
    "\n> ",
    "\n> - [ ] ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[a](http://b)",
    "[a][b]",
    "\n[b]: http://c\n",
    "<http://d>",
    "`",
    "``",
    "\n```\n",
    "\n```mermaid\ngraph TD\nA[x] --> B\n```\n",
    "\n~~~\n",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "&nbsp;",
    "&#0;",
    "&",
    "<b>",
    "</div>",
    "\n<div>\n",
    "<li>",
    "<!--",
    "-->",
    " <!-- trilha item a -->",
    " <!-- trilha roadmap -->",
    "|",
    "\n| Semana | Foco |\n|---|---|\n| 1-2 | a |\n",
    "\n|a|\n|-|\n",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\u0000",
    "\ud83d",
    "\ude80",
    "\ud83d\ude80",
    "\ud83d\udc69\u200d\ud83d\udcbb",
    "\u00c3\u00a7\u00c3\u00a3",
    "\u00c3 ",
    "\u00ef\u00b8",
    "\u00f0\u0178\u0161\u20ac",
    "e\u0301",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u4f60\u597d",
    "---\ntitle: x\n---\n",
  };

  // The same texts in each build, so that it does not depend on luck; another seed tries others.
  @Property(tries = 600, seed = "20261123")
  void isReadOrRefused(@ForAll("texts") String text) {
    try {
      ImportedRoadmap first = read(text, List.of());

      assertThat(first.children()).isNotEmpty();
      assertThat(haveNamesOfTheirOwn(first.children(), new HashSet<>()))
          .as("every node has a name of its own")
          .isTrue();
      assertThat(read(text, first.children()).children()).isEqualTo(first.children());
      String exported =
          RoadmapMarkdown.write(first.title(), first.language(), first.children(), Map.of());
      assertThat(read(exported, List.of()).children()).isEqualTo(first.children());
    } catch (RoadmapTooLargeException refused) {
      assertThat(refused.rule()).isNotBlank();
    }
  }

  @Property(tries = 200, seed = "20261124")
  void ticksAreReadOfWhateverIsSentOntoWhateverThereIs(
      @ForAll("texts") String text, @ForAll("texts") String before) {
    try {
      List<RoadmapNode> roadmap = read(before, List.of()).children();
      assertThat(MarkdownImporter.ticks(ID, text, roadmap, ImportLimits.DEFAULT))
          .allMatch(entry -> entry.line() > 0);
    } catch (RoadmapTooLargeException refused) {
      assertThat(refused.rule()).isNotBlank();
    }
  }

  private static ImportedRoadmap read(String text, List<RoadmapNode> before) {
    return MarkdownImporter.read(ID, text, before, ImportLimits.DEFAULT);
  }

  private static boolean haveNamesOfTheirOwn(List<RoadmapNode> nodes, Set<NodeId> seen) {
    return nodes.stream()
        .allMatch(node -> seen.add(node.id()) && haveNamesOfTheirOwn(node.children(), seen));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> text =
        Arbitraries.of(FRAGMENTS)
            .list()
            .ofMinSize(1)
            .ofMaxSize(60)
            .map(parts -> String.join("", parts));
    Arbitrary<String> damaged =
        text.map(clean ->
            new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    return Arbitraries.oneOf(text, text, damaged);
  }
}
