package dev.trilha.schemas.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text below a title as lines of Markdown, and back: paragraphs whose lines end with a
 * backslash, tables as tables, and a diagram between fences. Every text there is comes back as it
 * was.
 */
public final class TextLines {
  /** A paragraph without words, which keeps two empty lines from being one. */
  private static final String EMPTY_PARAGRAPH = "<!-- -->";

  private static final String LINE_FEED = "&#10;";
  private static final String HARD_BREAK = "\\\n";

  /** Breaks a line where nobody sees it. */
  private static final String HIDDEN_BREAK = "<!--\n-->";

  private static final int LONGEST_LINE = 8_000;

  /** As many characters come to less than the longest line, whatever they are. */
  private static final int CERTAINLY_FITS = 1_000;

  private static final Pattern FENCE = Pattern.compile("(`{3,})([a-z]*)");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern BETWEEN_CELLS = Pattern.compile(" \\| ");

  private TextLines() {}

  /** Without an empty line before or after. */
  public static List<String> of(String text) {
    return Arrays.stream(text.split("\n\n", -1))
        .map(TextLines::paragraph)
        .collect(Collectors.joining("\n\n"))
        .lines()
        .toList();
  }

  /**
   * As source of something, where that can be shown between fences.
   *
   * @param language what the fence says it is, in small letters
   */
  static List<String> fenced(String text, String language) {
    List<String> content = Arrays.asList(text.split("\n", -1));
    boolean shown =
        !text.isBlank()
            && content.stream().allMatch(line -> line.length() <= LONGEST_LINE)
            && content.stream().allMatch(Escaping::canStand);
    if (!shown) {
      return of(text);
    }
    int longest =
        BACKTICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    List<String> lines = new ArrayList<>();
    lines.add(fence + language);
    lines.addAll(content);
    lines.add(fence);
    return lines;
  }

  /**
   * The text of which these are the lines; empty when they were not written so: then somebody else
   * has been here, and what they mean is for Markdown's own rules to say.
   */
  public static Optional<String> read(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var fence = FENCE.matcher(lines.getFirst());
    if (fence.matches() && lines.size() > 2) {
      String text = String.join("\n", lines.subList(1, lines.size() - 1));
      return Optional.of(text).filter(read -> fenced(read, fence.group(2)).equals(lines));
    }
    String text =
        Arrays.stream(String.join("\n", lines).split("\n\n", -1))
            .map(TextLines::readParagraph)
            .collect(Collectors.joining("\n\n"));
    return Optional.of(text).filter(read -> of(read).equals(lines));
  }

  /** Of text without two line feeds in a row. */
  private static String paragraph(String text) {
    if (text.isEmpty()) {
      return EMPTY_PARAGRAPH;
    }
    String table = table(text);
    if (table != null) {
      return table;
    }
    boolean begins = text.startsWith("\n");
    boolean ends = text.length() > 1 && text.endsWith("\n");
    String inner = text.substring(begins ? 1 : 0, text.length() - (ends ? 1 : 0));
    return (begins ? LINE_FEED : "")
        + Arrays.stream(inner.split("\n", -1))
            .map(TextLines::line)
            .collect(Collectors.joining(HARD_BREAK))
        + (ends ? LINE_FEED : "");
  }

  private static String line(String text) {
    String whole = Escaping.escape(text);
    if (whole.length() <= LONGEST_LINE) {
      return whole;
    }
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + CERTAINLY_FITS);
      to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
      parts.add(Escaping.escape(text.substring(from, to)));
      from = to;
    }
    return String.join(HIDDEN_BREAK, parts);
  }

  private static String readParagraph(String markdown) {
    if (markdown.equals(EMPTY_PARAGRAPH)) {
      return "";
    }
    if (markdown.startsWith("|")) {
      return readTable(markdown);
    }
    return Arrays.stream(markdown.replace(HIDDEN_BREAK, "").split("\\\\\n", -1))
        .map(Escaping::unescape)
        .collect(Collectors.joining("\n"));
  }

  /** Null when the text is no table, or one that would not come back. */
  private static @Nullable String table(String text) {
    List<String> rows = Arrays.asList(text.split("\n", -1));
    boolean table =
        rows.size() > 1
            && rows.stream()
                .allMatch(row ->
                    row.length() > 3
                        && row.length() < CERTAINLY_FITS
                        && row.startsWith("| ")
                        && row.endsWith(" |"))
            && isDelimiter(rows.get(1))
            && cells(rows.get(1)).size() == cells(rows.getFirst()).size();
    if (!table) {
      return null;
    }
    String markdown = rows.stream().map(TextLines::row).collect(Collectors.joining("\n"));
    return readTable(markdown).equals(text) ? markdown : null;
  }

  private static String row(String text) {
    return isDelimiter(text)
        ? text
        : written(
            cells(text).stream().map(cell -> Escaping.escape(cell.replace("\\|", "|"))).toList());
  }

  private static boolean isDelimiter(String row) {
    return cells(row).stream().allMatch("---"::equals);
  }

  private static String readTable(String markdown) {
    return Arrays.stream(markdown.split("\n", -1))
        .map(row ->
            written(
                cells(row).stream()
                    .map(cell -> Escaping.unescape(cell).replace("|", "\\|"))
                    .toList()))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> cells(String row) {
    return row.length() < 4
        ? List.of(row)
        : Arrays.asList(BETWEEN_CELLS.split(row.substring(2, row.length() - 2), -1));
  }

  private static String written(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
