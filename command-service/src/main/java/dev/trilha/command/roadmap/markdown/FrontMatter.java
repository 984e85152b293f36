package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.markdown.RoadmapMarkdown;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code key: value} lines between two {@code ---} at the very start of a document.
 *
 * @param lines how many lines of the document it takes, fences included; 0 when there is none
 */
record FrontMatter(Map<String, String> values, int lines) {
  private static final int LONGEST = 100;
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z][\\w-]{0,40}):(?:\\s++(.*))?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|[^u])");
  private static final Pattern CONTINUATION = Pattern.compile("\\s.*|-\\s.*|#.*|");
  private static final FrontMatter NONE = new FrontMatter(Map.of(), 0);

  static FrontMatter of(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
      return NONE;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < Math.min(lines.size(), LONGEST); i++) {
      String line = lines.get(i).stripTrailing();
      if (line.equals("---") || line.equals("...")) {
        return new FrontMatter(Map.copyOf(values), i + 1);
      }
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        String value = entry.group(2) == null ? "" : entry.group(2).strip();
        values.put(entry.group(1).toLowerCase(Locale.ROOT), unquoted(value));
      } else if (!CONTINUATION.matcher(line).matches()) {
        return NONE;
      }
    }
    return NONE;
  }

  /** The first of the keys that has a value; empty when none has. */
  String get(String... keys) {
    for (String key : keys) {
      String value = values.getOrDefault(key, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** Whether the document was written by us, and not damaged since. */
  boolean isOfExport() {
    return get(RoadmapMarkdown.FORMAT_KEY).equals(RoadmapMarkdown.FORMAT);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return quoted && value.charAt(0) == '"' ? unescaped(inner) : inner;
  }

  /** Without the escapes of a double-quoted value, as JSON and YAML have them both. */
  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(escape -> {
          String code = escape.group(1);
          int simple = "nrtbf".indexOf(code.charAt(0));
          String character =
              code.length() > 1
                  ? Character.toString(Integer.parseInt(code.substring(1), 16))
                  : simple >= 0 ? "\n\r\t\b\f".substring(simple, simple + 1) : code;
          return Matcher.quoteReplacement(character);
        });
  }
}
