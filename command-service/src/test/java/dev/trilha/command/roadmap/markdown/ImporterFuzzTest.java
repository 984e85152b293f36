package dev.trilha.command.roadmap.markdown;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Whatever somebody sends is read or refused by a limit, names every node once, and is the same
 * roadmap when it is sent again.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class ImporterFuzzTest {
  private static final RoadmapId ID = new RoadmapId("fuzzed");

  @FuzzTest(maxExecutions = 100)
  @DictionaryEntries({
    "# ",
    "\\x0A## Tier 1: ",
    "\\x0A### 1.2 ",
    "\\x0A- [ ] ",
    "\\x0A  - [x] ",
    "\\x0A* ",
    "\\x0A1. ",
    "  \\x0A",
    "\\x0A\\x0A",
    "**Domine:**",
    "\\x0AContexto: ",
    "(escolha um)",
    "\\x0A| Semana | Foco |\\x0A|--|--|\\x0A| 1-2 | a |\\x0A",
    "\\x0A```mermaid\\x0Agraph TD\\x0AA[x] --> B\\x0A```\\x0A",
    "\\x0A> ",
    "[a](b)",
    "[a]: http://b\\x0A",
    "<b>",
    "<!-- ",
    " -->",
    "---\\x0Atitle: x\\x0A---\\x0A",
    "\\xC2\\xA0",
    "\\xC3\\x83\\xC2\\xA7",
    "\\xC3\\x83 ",
    "\\xEF\\xBB\\xBF",
    "&amp;",
    "\\\\"
  })
  void whateverIsSentIsReadOrRefused(byte[] bytes) {
    String markdown = new String(bytes, StandardCharsets.UTF_8);
    try {
      ImportedRoadmap first = MarkdownImporter.read(ID, markdown, List.of(), ImportLimits.DEFAULT);
      requireOneNameEach(first.children(), new HashSet<>());
      ImportedRoadmap again =
          MarkdownImporter.read(ID, markdown, first.children(), ImportLimits.DEFAULT);
      if (!again.children().equals(first.children())) {
        throw new AssertionError("another roadmap: " + again.children());
      }
    } catch (RoadmapTooLargeException refused) {
      requireReason(refused);
    }
  }

  private static void requireOneNameEach(List<RoadmapNode> nodes, Set<NodeId> seen) {
    for (RoadmapNode node : nodes) {
      if (!seen.add(node.id())) {
        throw new AssertionError("two nodes are named " + node.id());
      }
      requireOneNameEach(node.children(), seen);
    }
  }

  private static void requireReason(RoadmapTooLargeException refused) {
    if (refused.rule().isBlank()) {
      throw new AssertionError("refused without a reason");
    }
  }
}
