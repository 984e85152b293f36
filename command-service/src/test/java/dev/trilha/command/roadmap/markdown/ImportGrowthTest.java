package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A document twice as long costs twice as much to read, and not more. The cost is counted in bytes
 * of memory that reading takes, which is the same on every machine.
 */
class ImportGrowthTest {
  private static final RoadmapId ID = new RoadmapId("growing");
  private static final int SOME = 1_000;

  /** Twice, and what a table that grows in steps may add. */
  private static final double TWICE = 2.6;

  static Stream<Arguments> documents() {
    return Stream.of(
        document("different items", i -> "- [ ] Item number " + Integer.toString(i, 36)),
        document("items of one title", i -> "- [ ] The same"),
        document("reworded items", i -> "- [ ] Item about the topic of " + word(i)),
        document("sections", i -> "## Section " + word(i) + "\n- one"),
        document("sub-items", i -> "- item " + word(i) + "\n  - check " + word(i + 1)),
        document("a long paragraph", i -> "some more words"),
        document("rows of a table", i -> i == 0 ? "| a | b |\n|---|---|" : "| x | " + i + " |"),
        document("brackets", i -> "[".repeat(20)),
        document("emphasis", i -> "**a *b __c"),
        document("backticks", i -> "`".repeat(i % 40 + 1)),
        document("labels", i -> "**Label " + word(i) + ":**\n- x\n"),
        document("quotes", i -> "> - [ ] quoted " + word(i) + "\n"),
        document("damaged text", i -> "- T\u00c3\u00b3pico n\u00c3\u00bamero " + word(i)),
        document("links", i -> "- [link " + word(i) + "](https://example.org/" + i + ")"));
  }

  private static Arguments document(String name, IntFunction<String> line) {
    return Arguments.of(name, line);
  }

  private static String word(int i) {
    return Integer.toString(i * 7919 % 46_656, 36);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void twiceAsLongCostsTwiceAsMuch(String name, IntFunction<String> line) {
    String once = text(SOME, line);
    String twice = text(2 * SOME, line);
    cost(once, List.of());

    assertThat((double) cost(twice, List.of()) / cost(once, List.of())).isLessThan(TWICE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void soItDoesOntoAVersionOfWhichEveryWordChanged(String name, IntFunction<String> line) {
    IntFunction<String> reworded = i -> line.apply(i) + " anew";
    String once = text(SOME, line);
    String twice = text(2 * SOME, line);
    List<RoadmapNode> beforeOnce = read(text(SOME, reworded), List.of());
    List<RoadmapNode> beforeTwice = read(text(2 * SOME, reworded), List.of());
    cost(once, beforeOnce);

    assertThat((double) cost(twice, beforeTwice) / cost(once, beforeOnce)).isLessThan(TWICE);
  }

  private static String text(int lines, IntFunction<String> line) {
    return IntStream.range(0, lines)
        .mapToObj(line)
        .collect(Collectors.joining("\n", "# Roadmap\n", "\n"));
  }

  private static long cost(String markdown, List<RoadmapNode> before) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long from = threads.getCurrentThreadAllocatedBytes();
    read(markdown, before);
    return threads.getCurrentThreadAllocatedBytes() - from;
  }

  private static List<RoadmapNode> read(String markdown, List<RoadmapNode> before) {
    return MarkdownImporter.read(ID, markdown, before, ImportLimits.DEFAULT).children();
  }
}
