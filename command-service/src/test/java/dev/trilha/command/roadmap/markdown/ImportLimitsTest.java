package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import dev.trilha.schemas.RoadmapId;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportLimitsTest {
  private static final ImportLimits LIMITS = new ImportLimits(200, 5, 4, 50);

  private static ThrowingCallable reading(String markdown) {
    return () -> MarkdownImporter.read(new RoadmapId("r"), markdown, List.of(), LIMITS);
  }

  private static void refuses(String markdown, Limit limit, int line) {
    assertThatExceptionOfType(RoadmapTooLargeException.class)
        .isThrownBy(reading(markdown))
        .satisfies(refusal -> {
          assertThat(refusal.limit()).isEqualTo(limit);
          assertThat(refusal.line()).isEqualTo(line);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaaa ", "éé ", "😀 ", "日a "})
  void countsBytesOfUtf8(String fiveBytes) {
    String full = (fiveBytes.repeat(5) + "\n").repeat(7) + "x".repeat(18);

    assertThatCode(reading(full)).doesNotThrowAnyException();
    refuses(full + "x", Limit.BYTES, 0);
  }

  @Test
  void refusesOneNodeTooMany() {
    assertThatCode(reading("# R\n- a\n- b\n- c\n- d\n")).doesNotThrowAnyException();
    refuses("# R\n- a\n- b\n- c\n- d\n- e\n", Limit.NODES, 6);
  }

  @Test
  void refusesOneLevelTooMany() {
    assertThatCode(reading("# R\n- a\n  - b\n    - c\n")).doesNotThrowAnyException();
    refuses("# R\n- a\n  - b\n    - c\n      - d\n", Limit.DEPTH, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"> > > > > x", "- - - - - x", "> - > - > x"})
  void refusesTextNestedTooDeepWhateverItWouldBecome(String line) {
    refuses("# R\n" + line + "\n", Limit.DEPTH, 2);
  }

  @Test
  void refusesALongLine() {
    assertThatCode(reading("# R\n" + "x".repeat(50))).doesNotThrowAnyException();
    refuses("# R\n" + "x".repeat(51), Limit.LINE, 2);
  }

  @Test
  void saysTheLimit() {
    assertThatExceptionOfType(RoadmapTooLargeException.class)
        .isThrownBy(() -> Roadmaps.read("- a\n".repeat(20_001)))
        .withMessage("a roadmap has at most 20 000 nodes (line 20000)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, -1})
  void aDepthThatCannotBeReadIsNoLimit(int depth) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImportLimits(1, 1, depth, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"> ", "- ", "* a\n", "**a ", "[", "![a](", "`", "<b>", "| a |\n", "\t", "a\n"})
  void hostileRepetitionIsReadOrRefusedButNothingElse(String piece) {
    String line = piece.repeat(9_000 / piece.length());

    try {
      assertThat(Roadmaps.read((line + "\n").repeat(10)).report().tiers()).isEqualTo(1);
    } catch (RoadmapTooLargeException refusal) {
      assertThat(refusal.limit()).isIn(Limit.DEPTH, Limit.NODES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":", " mais", "1. ", "1.1", " e livros", " for(", "(", " \u0085"})
  void aHeadingThatRepeatsItselfIsReadAsAnyOther(String piece) {
    String heading = "## Livros" + piece.repeat(9_000 / piece.length()) + "x";
    String ordinals = "## " + piece.repeat(9_000 / piece.length()) + "x";

    ImportedRoadmap roadmap =
        Roadmaps.read("# R\n%s\n- [ ] a\n%s\n- [ ] b\n".formatted(heading, ordinals));

    assertThat(roadmap.report().leaves()).isEqualTo(2);
  }

  @Test
  void aMemberOfAChainWithAVeryLongKeyIsNotUnderstoodAndNoMore() {
    String chain = "```mermaid\ngraph TD\n" + "a.".repeat(4_900) + "a --> b\nc --> d\n```\n";

    assertThat(Roadmaps.read("# R\n## A\n- [ ] a\n" + chain).report().prerequisites()).isEqualTo(2);
  }

  @Test
  void aParagraphThatNeverEndsIsReadWithoutLosingALine() {
    ImportedRoadmap roadmap = Roadmaps.read("# R\n" + "word\n".repeat(50_000));

    assertThat(String.valueOf(roadmap.children().getFirst().text()).split("\\s+"))
        .hasSize(50_000)
        .containsOnly("word");
  }

  @Test
  void anEntryAfterALongParagraphIsStillAnEntry() {
    assertThat(Roadmaps.read("# R\n" + "word\n".repeat(700) + "- item\n").report().leaves())
        .isEqualTo(1);
  }

  @Test
  void textThatNoStoreTakesIsReplaced() {
    ImportedRoadmap roadmap = Roadmaps.read("# R\n- a\u0000b &#xD800; c\u0007\uD83D d\n");

    assertThat(Roadmaps.titles(roadmap.children().getFirst().children()))
        .containsExactly("a\uFFFDb \uFFFD c\uFFFD d");
  }

  @Test
  void aTitleThatIsATextIsCutAndKeptAsText() {
    String words = "long ".repeat(100).strip();
    var item = Roadmaps.topic("- " + words).children().getFirst();

    assertThat(item.title()).hasSizeLessThanOrEqualTo(301).endsWith("…");
    assertThat(item.text()).isEqualTo(words);
  }
}
