package dev.trilha.command.roadmap.markdown;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text made comparable: what people see as the same words becomes the same string. */
final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern BEFORE_WORDS = Pattern.compile("^[^\\p{L}\\p{N}#.]+");
  private static final String COUNTED =
      "(?:tier|nivel|level|fase|phase|etapa|estagio|stage|modulo|module|parte|part|passo|step"
          + "|capitulo|chapter|unidade|unit|semana|week|aula|lesson)";
  private static final Pattern ORDINAL =
      Pattern.compile(
          "^(?:"
              + COUNTED
              + "\\s+(?:\\d{1,3}|[ivx]{1,5})(?![\\p{L}\\p{N}])\\s*[-–—:.)|]*\\s*"
              + "|\\d{1,3}(?:\\.\\d{1,3})+[.)]?\\s+"
              + "|\\d{1,3}[.)]\\s+"
              + "|\\d{1,3}\\s*[-–—:]\\s+"
              + "|[ivx]{1,5}[.)]\\s+)+");

  private Folding() {}

  /** Lower case, without accents, single spaces, trimmed. */
  static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return SPACES.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** Folded, without emoji or other signs before the first word. */
  static String words(String text) {
    return BEFORE_WORDS.matcher(fold(text)).replaceFirst("");
  }

  /** What a title is recognized by: its words without an ordinal, unless nothing else is left. */
  static String identity(String title) {
    String words = words(title);
    String unnumbered = ORDINAL.matcher(words).replaceFirst("");
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
    return SPACES.matcher(text).replaceAll(" ").strip();
  }
}
