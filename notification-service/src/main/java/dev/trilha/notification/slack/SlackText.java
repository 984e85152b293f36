package dev.trilha.notification.slack;

/** Text of people in a message of Slack: it is shown as written, and mentions nobody. */
final class SlackText {
  private static final String CUT = "…";

  private SlackText() {}

  /**
   * The text with {@code & < >} escaped and line breaks, control and direction characters taken
   * out, cut with an ellipsis so that what Slack counts stays within the limit. Neither a code
   * point nor an escape is cut in two.
   *
   * @param limit UTF-16 units of the escaped text
   */
  static String escape(String text, int limit) {
    var escaped = new StringBuilder();
    int lastThatLeavesRoom = 0;
    int[] codePoints = text.strip().codePoints().toArray();
    for (int codePoint : codePoints) {
      escaped.append(escape(codePoint));
      if (escaped.length() > limit) {
        escaped.setLength(lastThatLeavesRoom);
        return escaped.append(CUT).toString();
      }
      if (escaped.length() + CUT.length() <= limit) {
        lastThatLeavesRoom = escaped.length();
      }
    }
    return escaped.toString();
  }

  private static String escape(int codePoint) {
    return switch (codePoint) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\n', '\r', '\t', '\u2028', '\u2029' -> " ";
      // They turn the direction of what follows, outside the name too.
      case '\u202a',
          '\u202b',
          '\u202c',
          '\u202d',
          '\u202e',
          '\u2066',
          '\u2067',
          '\u2068',
          '\u2069' ->
          "";
      default ->
          Character.isISOControl(codePoint) || isLoneSurrogate(codePoint)
              ? ""
              : Character.toString(codePoint);
    };
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
