package dev.trilha.command.roadmap.markdown;

import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * In which language a document is written: what its front matter says ({@code lang} or {@code
 * language}), else a count of words that only Portuguese or only English has. A guess needs {@value
 * #EVIDENCE} such words and twice as many as the other language has; else it is {@code und}. What
 * is no tag of a language is passed over.
 */
public final class Language {
  static final String UNKNOWN = "und";
  private static final int EVIDENCE = 3;
  private static final int ENOUGH_TEXT = 100_000;
  private static final Set<String> PORTUGUESE =
      Set.of("não", "com", "uma", "em", "você", "são", "ao", "um", "seus", "pelo", "pela", "já");
  private static final Set<String> ENGLISH =
      Set.of("the", "and", "of", "with", "you", "your", "is", "are", "how", "what", "this", "when");
  private static final String SEPARATORS = " \t\r\n*_`\"'()[]{}<>,;:!?|#";

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,8}");

  private Language() {}

  /** Whether it has the form of a BCP 47 tag, of a length that a roadmap may have. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  static String of(FrontMatter frontMatter, String text, Reading reading) {
    String exported = frontMatter.isOfExport() ? frontMatter.get("language") : "";
    if (isTag(exported)) {
      return exported;
    }
    if (!exported.isEmpty()) {
      reading.warn(1, "the language is no BCP 47 tag; it is found as in other documents");
    }
    String stated =
        Locale.forLanguageTag(frontMatter.get("lang", "language").replace('_', '-'))
            .toLanguageTag();
    return stated.equals(UNKNOWN) || !isTag(stated) ? guess(text) : stated;
  }

  private static String guess(String text) {
    String sample = text.substring(0, Math.min(text.length(), ENOUGH_TEXT));
    int portuguese = 0;
    int english = 0;
    StringTokenizer words = new StringTokenizer(sample.toLowerCase(Locale.ROOT), SEPARATORS);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (PORTUGUESE.contains(word)) {
        portuguese++;
      } else if (ENGLISH.contains(word)) {
        english++;
      }
    }
    if (portuguese >= EVIDENCE && portuguese >= 2 * english) {
      return "pt-BR";
    }
    return english >= EVIDENCE && english >= 2 * portuguese ? "en" : UNKNOWN;
  }
}
