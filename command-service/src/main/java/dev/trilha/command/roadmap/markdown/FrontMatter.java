package dev.trilha.command.roadmap.markdown;

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
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z][\\w-]{0,40}):(?:\\s+(.*))?");
  private static final Pattern CONTINUATION = Pattern.compile("\\s+.*|-\\s.*|#.*|");
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

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
