package dev.trilha.schemas.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of plain text as Markdown that shows it, and back. Signs that Markdown would take are
 * escaped with a backslash where they stand; what cannot stand in a line at all (a line feed, a
 * no-break space, a blank at either end) becomes an entity.
 */
final class Escaping {
  private static final String ALWAYS = "\\`*[]~|";
  private static final String AT_THE_START = "#-+=>:";
  private static final String BLANK = "&#32;";
  private static final Pattern ORDINAL = Pattern.compile("\\d{1,9}[.)](?=\\s|$)");
  private static final Pattern ENTITY = Pattern.compile("&(?:#|[A-Za-z][A-Za-z0-9]{0,40};)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([!-/:-@\\[-`{-~])|&#(\\d{1,7});");

  private Escaping() {}

  static String escape(String line) {
    StringBuilder markdown = new StringBuilder(line.length() + 8);
    Matcher ordinal = ORDINAL.matcher(line);
    int afterOrdinal = ordinal.lookingAt() ? ordinal.end() - 1 : -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean atAnEnd = i == 0 || i == line.length() - 1;
      if (c == ' ' && atAnEnd) {
        markdown.append(BLANK);
      } else if (cannotStand(line, i)) {
        markdown.append("&#").append((int) c).append(';');
      } else {
        markdown.append(i == afterOrdinal || isSyntax(line, i) ? "\\" : "").append(c);
      }
    }
    return markdown.toString();
  }

  /** Undoes {@link #escape}; of other Markdown it makes something, too. */
  static String unescape(String markdown) {
    return ESCAPED
        .matcher(markdown)
        .replaceAll(escaped ->
            Matcher.quoteReplacement(
                escaped.group(1) != null ? escaped.group(1) : character(escaped.group(2))));
  }

  /** In double quotes, as JSON and YAML both read it. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (cannotStand(text, i)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** JSON that neither ends a comment nor has a sign that cannot stand; a blank has no line end. */
  static String hidden(String json) {
    StringBuilder hidden = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean inText = c == ' ' || c == '>' || cannotStand(json, i);
      boolean secondDash = c == '-' && i > 0 && json.charAt(i - 1) == '-';
      hidden.append(inText || secondDash ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return hidden.toString();
  }

  /** Whether nothing in the line needs an entity, but for blanks at its ends. */
  static boolean canStand(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (cannotStand(line, i)) {
        return false;
      }
    }
    return true;
  }

  private static String character(String number) {
    int code = Integer.parseInt(number);
    return Character.isValidCodePoint(code) ? Character.toString(code) : "\uFFFD";
  }

  private static boolean isSyntax(String line, int at) {
    char c = line.charAt(at);
    return switch (c) {
      case '_' -> !(isWordy(line, at - 1) && isWordy(line, at + 1));
      case '<' ->
          at + 1 < line.length()
              && (isWordy(line, at + 1) || "/!?".indexOf(line.charAt(at + 1)) >= 0);
      case '&' -> ENTITY.matcher(line).region(at, line.length()).lookingAt();
      default -> ALWAYS.indexOf(c) >= 0 || (at == 0 && AT_THE_START.indexOf(c) >= 0);
    };
  }

  private static boolean isWordy(String line, int at) {
    return at >= 0 && at < line.length() && Character.isLetterOrDigit(line.charAt(at));
  }

  /** Control characters, blanks that are not the ordinary one, halves of a character. */
  private static boolean cannotStand(String line, int at) {
    char c = line.charAt(at);
    if (Character.isSurrogate(c)) {
      return Character.isHighSurrogate(c)
          ? at + 1 == line.length() || !Character.isLowSurrogate(line.charAt(at + 1))
          : at == 0 || !Character.isHighSurrogate(line.charAt(at - 1));
    }
    return Character.isISOControl(c) || (Character.isSpaceChar(c) && c != ' ') || c == '\uFEFF';
  }
}
