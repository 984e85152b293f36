package dev.trilha.command.roadmap.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * Cuts paragraphs that no author writes.
 *
 * <p>With every line of a paragraph the parser copies the lines before, so that a paragraph of a
 * megabyte takes minutes. A paragraph that grows past {@value #LINES} lines or {@value #CHARACTERS}
 * characters goes on as another one. A line that might begin something else is given a chance to do
 * so first, but not for ever. One of these serves one document.
 */
final class LongParagraphs implements BlockParserFactory {
  private static final int LINES = 200;
  private static final int CHARACTERS = 10_000;
  private static final int PATIENCE = 4;

  private @Nullable Block paragraph;
  private int lines;
  private int characters;

  @Override
  public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
    // Not the matched one: a list entry takes up the lines below it that are not indented, too.
    Block block = state.getActiveBlockParser().getBlock();
    if (!(block instanceof Paragraph)) {
      return BlockStart.none();
    }
    if (!block.equals(paragraph)) {
      paragraph = block;
      lines = 1;
      characters = 0;
    }
    CharSequence line = state.getLine().getContent();
    lines++;
    characters += line.length();
    boolean ordinary = Character.isLetter(line.charAt(state.getNextNonSpaceIndex()));
    int patience = ordinary ? 1 : PATIENCE;
    boolean tooLong = lines > patience * LINES || characters > patience * CHARACTERS;
    return tooLong ? BlockStart.of(new Rest()).atIndex(state.getIndex()) : BlockStart.none();
  }

  private static final class Rest extends AbstractBlockParser {
    private final Paragraph block = new Paragraph();
    private final List<SourceLine> text = new ArrayList<>();

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public boolean canHaveLazyContinuationLines() {
      return false;
    }

    @Override
    public @Nullable BlockContinue tryContinue(ParserState state) {
      return state.isBlank() ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      text.add(line);
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
      inlineParser.parse(SourceLines.of(text), block);
    }
  }
}
