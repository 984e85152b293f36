package dev.trilha.command.roadmap.markdown;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text made comparable: what people see as the same words becomes the same string. */
final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final String COUNTED =
      "(?:tier|nivel|level|fase|phase|etapa|estagio|stage|modulo|module|parte|part|passo|step"
          + "|capitulo|chapter|unidade|unit|semana|week|aula|lesson)";
  private static final Pattern ORDINAL =
      Pattern.compile(
          "(?:"
              + COUNTED
              + "\\s+(?:\\d{1,3}|[ivx]{1,5})(?![\\p{L}\\p{N}])\\s*[-–—:.)|]*\\s*"
              + "|\\d{1,3}(?:\\.\\d{1,3}+)++[.)]?\\s+"
              + "|\\d{1,3}[.)]\\s+"
              + "|\\d{1,3}\\s*[-–—:]\\s+"
              + "|[ivx]{1,5}[.)]\\s+)++");

  private Folding() {}

  // Each word of a document passes here several times: what regular expressions would do slowly is
  // done by hand.

  /** Lower case, without accents, single spaces, trimmed. */
  static String fold(String text) {
    String plain = isAscii(text) ? text : withoutMarks(decomposed(withoutMarks(text)));
    return singleSpaced(plain.toLowerCase(Locale.ROOT));
  }

  /**
   * Before a text is decomposed, too: that puts the marks of a letter in order, which takes long
   * where somebody wrote thousands of them.
   */
  private static String withoutMarks(String text) {
    return MARKS.matcher(text).replaceAll("");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String decomposed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD);
  }

  /** Folded, without emoji or other signs before the first word. */
  static String words(String text) {
    String folded = fold(text);
    int begin = 0;
    while (begin < folded.length() && !beginsWord(folded.codePointAt(begin))) {
      begin += Character.charCount(folded.codePointAt(begin));
    }
    return folded.substring(begin);
  }

  private static boolean beginsWord(int c) {
    return c == '#' || c == '.' || Character.isLetter(c) || isNumber(c);
  }

  private static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** What a title is recognized by: its words without an ordinal, unless nothing else is left. */
  static String identity(String title) {
    String words = words(title);
    Matcher ordinal = ORDINAL.matcher(words);
    if (!ordinal.lookingAt()) {
      return words;
    }
    String unnumbered = words.substring(ordinal.end());
    return hasWord(unnumbered) ? unnumbered : words;
  }

  static boolean hasWord(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (Character.isLetterOrDigit(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  static String singleSpaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        gap = true;
      } else {
        if (gap) {
          spaced.append(' ');
          gap = false;
        }
        spaced.append(c);
      }
    }
    return spaced.toString().strip();
  }

  /** All of them are in the first plane. */
  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || (c > 0x7f && Character.isSpaceChar(c));
  }
}
