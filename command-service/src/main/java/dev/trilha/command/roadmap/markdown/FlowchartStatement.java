package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.PrerequisiteChain.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * One statement of a mermaid flowchart: members and the links between them, {@code A[Text] -->|why|
 * B & C}.
 *
 * @param members in the order of the statement; the title is empty where the statement gives none
 */
record FlowchartStatement(List<Named> members, List<Step> steps) {
  /**
   * @param title empty when it is not said here
   */
  record Named(String key, String title) {}

  /**
   * A link from each of some members to each of others.
   *
   * @param directed whether an arrow at one end says which come first
   */
  record Step(List<String> from, List<String> to, boolean directed) {}

  private static final Pattern KEY =
      Pattern.compile("[\\p{L}\\p{N}_]++(?:[-.][\\p{L}\\p{N}_]++)*+");
  private static final Pattern CLASS = Pattern.compile(":::[\\w-]+");
  private static final Pattern AND = Pattern.compile("\\s*&\\s*");
  private static final Pattern ATTRIBUTES = Pattern.compile("@\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(?<!\\w)label\\s*:\\s*\"([^\"]*)\"");

  /** A whole link, with a label in bars or without. */
  private static final Pattern LINK =
      Pattern.compile(
          "\\s*(?<tail><|[xo](?=[-=]))?(?:(?:--+|==+|-\\.+-)(?<head>>|[xo](?=[\\s|]))|---+|===+|-\\.+-"
              + "|(?<hidden>~~~+))\\s*(?:\\|[^|]*\\|\\s*)?");

  /** A link with its label inside: how it begins, and how it ends. */
  private static final Pattern OPENING =
      Pattern.compile("\\s*(?<tail><)?(?:--(?!-)|==(?!=)|-\\.(?![-.]))");

  private static final Pattern ENDING =
      Pattern.compile("(?:--+|==+|(?<!\\.)\\.++-)(?<head>>|[xo](?=\\s))|---+|===+|(?<!\\.)\\.++-");

  private static final Pattern SPACES_BEFORE_SHAPE = Pattern.compile("\\s+(?=[\\[({])");
  private static final String OPENERS = "([{>/\\";
  private static final String CLOSERS = ")]}/\\";
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
  private static final Pattern STYLE =
      Pattern.compile("(?i)</?(?:b|i|u|em|strong|small|sub|sup|span|font|center)(?:\\s[^<>]*)?>");
  private static final Pattern ENTITY = Pattern.compile("#(\\w{1,10});");

  /** Statements on one line are told apart by semicolons outside quotes and entities. */
  static List<String> split(String line) {
    List<String> statements = new ArrayList<>();
    boolean quoted = false;
    int depth = 0;
    int from = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      depth += c == '[' || c == '(' || c == '{' ? 1 : c == ']' || c == ')' || c == '}' ? -1 : 0;
      if (c == ';' && !quoted && depth <= 0) {
        statements.add(line.substring(from, i).strip());
        from = i + 1;
        depth = 0;
      }
    }
    statements.add(line.substring(from).strip());
    return statements;
  }

  /**
   * @return nothing when any part of it is not understood
   */
  static @Nullable FlowchartStatement of(String statement) {
    return new Reader(statement).read();
  }

  /** A single member, as a group is named. */
  static Optional<Named> member(String text) {
    Reader reader = new Reader(text);
    Named member = reader.member();
    return member == null || !reader.atEnd() ? Optional.empty() : Optional.of(member);
  }

  private static final class Reader {
    private final String text;
    private int at;
    private final List<Named> members = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** Of the link read last. */
    private boolean directed;

    private boolean hidden;

    Reader(String text) {
      this.text = text;
    }

    @Nullable FlowchartStatement read() {
      List<String> from = group();
      while (from != null && !atEnd()) {
        if (!link()) {
          return null;
        }
        List<String> to = group();
        if (to != null && !hidden) {
          steps.add(new Step(from, to, directed));
        }
        from = to;
      }
      return from == null ? null : new FlowchartStatement(members, steps);
    }

    boolean atEnd() {
      skipSpaces();
      return at == text.length();
    }

    private @Nullable List<String> group() {
      Set<String> keys = new LinkedHashSet<>();
      do {
        Named member = member();
        if (member == null) {
          return null;
        }
        members.add(member);
        keys.add(member.key());
      } while (skip(AND));
      return List.copyOf(keys);
    }

    @Nullable Named member() {
      skipSpaces();
      Matcher key = from(KEY);
      if (!key.lookingAt() || key.end() - key.start() > Member.LONGEST_KEY) {
        return null;
      }
      at = key.end();
      String title = title();
      if (title == null) {
        return null;
      }
      skip(CLASS);
      return new Named(key.group(), title);
    }

    /** What the shape after a key holds; empty without a shape, null when it does not end. */
    private @Nullable String title() {
      Matcher attributes = from(ATTRIBUTES);
      if (attributes.lookingAt()) {
        at = attributes.end();
        Matcher label = LABEL.matcher(attributes.group(1));
        return label.find() ? decoded(label.group(1)) : "";
      }
      Matcher spaces = from(SPACES_BEFORE_SHAPE);
      at = spaces.lookingAt() ? spaces.end() : at;
      int opened = at;
      int start = at;
      while (start < text.length() && OPENERS.indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      if (start == opened || "([{>".indexOf(text.charAt(opened)) < 0) {
        return "";
      }
      int openers = start - opened;
      return start < text.length() && text.charAt(start) == '"'
          ? quoted(start + 1, openers)
          : unquoted(start, openers, CLOSERS.charAt(closer(text.charAt(opened))));
    }

    private static int closer(char opener) {
      return opener == '>' ? CLOSERS.indexOf(']') : "([{".indexOf(opener);
    }

    private @Nullable String quoted(int start, int openers) {
      int end = text.indexOf('"', start);
      return end < 0 ? null : closed(start, end, end + 1, openers);
    }

    private @Nullable String unquoted(int start, int openers, char closer) {
      int closed = text.indexOf(closer, start);
      if (closed < 0) {
        return null;
      }
      // Of ([Text]) the bracket inside closes first.
      int end = closed;
      while (end > start
          && closed - end < openers - 1
          && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      return closed(start, end, closed, openers);
    }

    private @Nullable String closed(int start, int end, int closers, int openers) {
      at = closers;
      while (at < text.length()
          && at - closers < openers
          && CLOSERS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at == closers ? null : decoded(text.substring(start, end));
    }

    private boolean link() {
      Matcher link = from(LINK);
      if (link.lookingAt()) {
        at = link.end();
        hidden = link.group("hidden") != null;
        directed = link.group("head") != null && link.group("tail") == null;
        return true;
      }
      Matcher opening = from(OPENING);
      if (!opening.lookingAt()) {
        return false;
      }
      Matcher ending = ENDING.matcher(text).region(opening.end(), text.length());
      if (!ending.find()) {
        return false;
      }
      at = ending.end();
      hidden = false;
      directed = ending.group("head") != null && opening.group("tail") == null;
      return true;
    }

    private boolean skip(Pattern pattern) {
      Matcher matcher = from(pattern);
      boolean found = matcher.lookingAt();
      at = found ? matcher.end() : at;
      return found;
    }

    private void skipSpaces() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private Matcher from(Pattern pattern) {
      return pattern.matcher(text).region(at, text.length());
    }

    private static String decoded(String title) {
      String plain = STYLE.matcher(BREAK.matcher(title).replaceAll(" ")).replaceAll("");
      String entities = ENTITY.matcher(plain).replaceAll(Reader::asHtml);
      String shown = HtmlUtils.htmlUnescape(entities).replace("`", "");
      return shown.isBlank() ? "" : Draft.shownTitle(shown);
    }

    // Mermaid writes #quot; and #35; where HTML has an ampersand in front.
    private static String asHtml(MatchResult entity) {
      String name = entity.group(1);
      return Character.isDigit(name.charAt(0)) ? "&#" + name + ";" : "&" + name + ";";
    }
  }
}
