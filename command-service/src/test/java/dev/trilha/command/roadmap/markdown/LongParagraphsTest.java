package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Paragraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongParagraphsTest {
  private static final int LINES = 5_000;

  /** A line that might begin something else is given a chance to do so for a while. */
  private static final int MOST_LINES = 1_000;

  @ParameterizedTest(name = "{0}, then lines of {1}")
  @CsvSource({
    "some words, [[[[",
    "some words, **and",
    // Lines that an entry or a quote takes up, though they are not indented.
    "- [ ] an item, [[[[",
    "- [ ] an item, **and",
    "> a quote, [[[[",
    "> - an item in a quote, [[[[",
  })
  void noParagraphGrowsWithoutEndFromLinesThatMightBeginABlock(String first, String further) {
    List<String> lines = new ArrayList<>(Collections.nCopies(LINES, further));
    lines.addFirst(first);
    MarkdownDocument document = MarkdownDocument.parse(lines, ImportLimits.DEFAULT);

    var counted = new CountedLines();
    document.root().accept(counted);

    assertThat(counted.longest).isLessThan(MOST_LINES);
    assertThat(counted.all).as("none is lost").isEqualTo(LINES + 1);
  }

  private static final class CountedLines extends AbstractVisitor {
    private int longest;
    private int all;

    @Override
    public void visit(Paragraph paragraph) {
      int lines = paragraph.getSourceSpans().size();
      longest = Math.max(longest, lines);
      all += lines;
    }
  }
}
