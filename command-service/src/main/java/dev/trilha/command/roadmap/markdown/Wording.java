package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.InlineText.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a paragraph, taken as an entry or a label, is called and what it says besides.
 *
 * @param title without bold, without the colon after it
 * @param description what follows the title on the same line; empty when nothing does
 * @param labelled whether the title was told apart by a colon
 * @param label whether it is only a title that announces something: bold alone, or a colon at the
 *     end
 * @param further what stands after a break made on purpose
 */
record Wording(
    String title, String description, boolean labelled, boolean label, List<Line> further) {
  private static final Pattern AFTER_LEAD = Pattern.compile("\\s*(?::|\\s[-–—]++(?=\\s))\\s*+(.*)");
  private static final Pattern PLAIN_LABEL = Pattern.compile("(\\p{L}[^:.]{0,40}):(?:\\s++(.*))?");

  static Wording of(InlineText inline) {
    List<Line> lines = joined(inline.lines());
    String first = lines.getFirst().text();
    List<Line> further = lines.subList(1, lines.size());
    int lead = Math.min(inline.lead(), first.length());
    if (lead > 0) {
      String said = first.substring(0, lead).strip();
      String rest = first.substring(lead).strip();
      if (rest.isEmpty() || rest.equals(":")) {
        boolean colon = said.endsWith(":") || rest.equals(":");
        boolean label = (inline.leadIsStrong() && inline.links() == 0) || colon;
        return new Wording(bare(said), "", colon, label, further);
      }
      if (said.endsWith(":")) {
        return new Wording(bare(said), rest, true, false, further);
      }
      Matcher after = AFTER_LEAD.matcher(first.substring(lead));
      if (inline.leadIsStrong() && after.matches()) {
        return new Wording(bare(said), after.group(1).strip(), true, false, further);
      }
    }
    String whole = Folding.singleSpaced(first);
    return new Wording(bare(whole), "", false, whole.endsWith(":"), further);
  }

  /** The label that a line begins with, as in {@code Foco: …}; empty when it begins otherwise. */
  static String labelOf(String line) {
    Matcher label = PLAIN_LABEL.matcher(line);
    return label.matches() ? label.group(1) : "";
  }

  /** The text after the title: description and further lines, each on its own line. */
  String rest() {
    StringBuilder rest = new StringBuilder(description);
    for (Line line : further) {
      rest.append(rest.isEmpty() ? "" : "\n").append(Folding.singleSpaced(line.text()));
    }
    return rest.toString();
  }

  /** On one line, without colons at the end. */
  static String bare(String title) {
    String spaced = Folding.singleSpaced(title);
    int end = spaced.length();
    while (end > 0 && (spaced.charAt(end - 1) == ':' || spaced.charAt(end - 1) == ' ')) {
      end--;
    }
    return spaced.substring(0, end);
  }

  /** Joins what was only wrapped; a line that says "Contexto:" or the like stands for itself. */
  private static List<Line> joined(List<Line> lines) {
    List<Line> joined = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    Line head = lines.getFirst();
    current.append(head.text());
    for (Line line : lines.subList(1, lines.size())) {
      if (line.afterHardBreak() || Vocabulary.namesDescription(labelOf(line.text()))) {
        joined.add(new Line(current.toString(), head.index(), head.afterHardBreak()));
        current = new StringBuilder(line.text());
        head = line;
      } else {
        current.append(' ').append(line.text());
      }
    }
    joined.add(new Line(current.toString(), head.index(), head.afterHardBreak()));
    return joined;
  }
}
