package dev.trilha.command.roadmap.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a paragraph or heading says, as plain text.
 *
 * @param lines as written: a paragraph has one per line of the document
 * @param lead where the emphasized words or the link that the text begins with end in the first
 *     line; 0 when it begins otherwise
 * @param leadIsStrong whether the lead is bold or a link
 * @param onlyLinks whether nothing but links is said
 * @param url where its first link leads, if that is an address one may show
 * @param links how many links there are
 */
record InlineText(
    List<Line> lines,
    int lead,
    boolean leadIsStrong,
    boolean onlyLinks,
    @Nullable String url,
    int links) {

  /**
   * @param index of the line in the document, from 0
   * @param afterHardBreak whether the author broke the line before it on purpose
   */
  record Line(String text, int index, boolean afterHardBreak) {}

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Set<String> SHOWN_SCHEMES = Set.of("http", "https", "mailto");
  private static final Pattern FORMATTING =
      Pattern.compile(
          "(?i)</?(?:a|b|br|code|del|details|div|em|font|i|img|ins|kbd|mark|p|s|small|span|strong"
              + "|sub|summary|sup|u)(?:[\\s/][^>]*)?>|<!--.*",
          Pattern.DOTALL);
  private static final Pattern LINE_BREAK_TAG = Pattern.compile("(?i)<br\\s*/?>");

  static InlineText of(Node block) {
    Reader reader = new Reader(block);
    reader.read();
    return reader.result();
  }

  /** Everything, on one line. */
  String whole() {
    StringBuilder whole = new StringBuilder();
    lines.forEach(line -> whole.append(line.text()).append(' '));
    return Folding.singleSpaced(whole.toString());
  }

  /** An address to show; null when a browser might run it, or could not take it. */
  static @Nullable String shown(@Nullable String address) {
    if (address == null
        || address.isBlank()
        || address.length() > ImportLimits.LONGEST_ADDRESS
        || address.chars().anyMatch(Character::isISOControl)) {
      return null;
    }
    Matcher scheme = SCHEME.matcher(address.strip());
    boolean shown = !scheme.matches() || SHOWN_SCHEMES.contains(Folding.fold(scheme.group(1)));
    return shown ? address.strip() : null;
  }

  /** Walks without recursion: emphasis may be nested as deep as its author likes. */
  private static final class Reader {
    private static final int NO_LEAD = -1;
    private static final int LEAD_ENDED = -2;

    private final Node block;
    private final List<Line> lines = new ArrayList<>();
    private StringBuilder current = new StringBuilder();
    private int index;
    private boolean afterHardBreak;
    private int lead;
    private boolean leadIsStrong;
    private int leadDepth = NO_LEAD;
    private int links;
    private @Nullable String url;
    private boolean onlyLinks = true;
    private boolean sawWord;

    Reader(Node block) {
      this.block = block;
      List<SourceSpan> spans = block.getSourceSpans();
      this.index = spans.isEmpty() ? 0 : spans.getFirst().getLineIndex();
    }

    void read() {
      int insideLinks = 0;
      int depth = 0;
      Node node = block.getFirstChild();
      while (node != null) {
        enter(node, insideLinks > 0, depth);
        if (node.getFirstChild() != null) {
          insideLinks += node instanceof Link ? 1 : 0;
          node = node.getFirstChild();
          depth++;
          continue;
        }
        while (node.getNext() == null && depth > 0) {
          node = node.getParent();
          depth--;
          insideLinks -= node instanceof Link ? 1 : 0;
          leave(depth);
        }
        node = node.getNext();
      }
      endLine();
    }

    InlineText result() {
      return new InlineText(
          List.copyOf(lines), lead, leadIsStrong, onlyLinks && links > 0, url, links);
    }

    private void enter(Node node, boolean insideLink, int depth) {
      boolean first = leadDepth == NO_LEAD && lines.isEmpty() && !sawWord;
      switch (node) {
        case Text text -> {
          append(text.getLiteral(), insideLink);
          text.getSourceSpans().stream().findFirst().ifPresent(span -> index = span.getLineIndex());
        }
        case Code code -> append(code.getLiteral(), insideLink);
        case HtmlInline html -> {
          if (LINE_BREAK_TAG.matcher(html.getLiteral()).matches()) {
            current.append(' ');
          } else if (!FORMATTING.matcher(html.getLiteral()).matches()) {
            append(html.getLiteral(), insideLink);
          }
        }
        case Link link -> {
          links++;
          if (links == 1) {
            url = shown(link.getDestination());
          }
          if (first) {
            leadDepth = depth;
            leadIsStrong = true;
          }
        }
        case StrongEmphasis ignored -> {
          if (first) {
            leadDepth = depth;
            leadIsStrong = true;
          }
        }
        case Emphasis ignored -> {
          if (first) {
            leadDepth = depth;
          }
        }
        case SoftLineBreak ignored -> nextLine(false);
        case HardLineBreak ignored -> nextLine(true);
        default -> {}
      }
    }

    private void leave(int depth) {
      // A lead that runs over the end of the first line is no label.
      if (depth == leadDepth && lines.isEmpty()) {
        lead = current.length();
      }
      if (depth == leadDepth) {
        leadDepth = LEAD_ENDED;
      }
    }

    private void append(String text, boolean insideLink) {
      current.append(text);
      boolean word = Folding.hasWord(text);
      sawWord |= word;
      onlyLinks &= insideLink || !word;
    }

    private void nextLine(boolean hard) {
      endLine();
      afterHardBreak = hard;
      index++;
    }

    private void endLine() {
      String text = current.toString();
      if (!lines.isEmpty()) {
        text = text.strip();
      }
      lines.add(new Line(text, index, afterHardBreak));
      current = new StringBuilder();
    }
  }
}
