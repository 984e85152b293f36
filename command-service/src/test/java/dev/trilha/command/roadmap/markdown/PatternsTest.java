package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * No pattern of the import takes longer for a text than its length explains: whoever writes a
 * document chooses what the patterns read. Steps are counted, a step being a look at a character.
 */
class PatternsTest {
  private static final String PACKAGE = PatternsTest.class.getPackageName();
  private static final int LENGTH = 1_200;

  /** The most that one character may cost; what grows with the square costs hundreds. */
  private static final int STEPS = 100;

  /** These are looked for anywhere in a text; the others stand where they are asked for. */
  private static final Set<String> LOOKED_FOR =
      Set.of(
          "Folding.MARKS",
          "FrontMatter.ESCAPE",
          "FlowchartStatement.BREAK",
          "FlowchartStatement.ENDING",
          "FlowchartStatement.ENTITY",
          "FlowchartStatement.LABEL",
          "FlowchartStatement.STYLE",
          "Reading.HTML_ENTRY",
          "Vocabulary.CHOICE");

  /** They read text that is folded before. */
  private static final Map<String, UnaryOperator<String>> FOLDED =
      Map.of("Vocabulary", Folding::words, "Folding", Folding::words, "Tables", Folding::fold);

  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "books",
          "books (",
          "livros da",
          "desafios",
          "basico",
          "fase 1",
          "referenc",
          "a",
          "a:",
          "a: ",
          "-",
          "- ",
          "@{",
          "<br",
          "<b ",
          "<!--",
          "label:\"",
          "graph",
          "subgraph",
          "impacto ",
          "weeks",
          "1",
          "[",
          ":::");

  private static final List<String> REPEATED =
      List.of(
          " ",
          ":",
          "(",
          ")",
          "[",
          "-",
          "=",
          "~",
          ".",
          "1",
          "|",
          "<",
          "&",
          "`",
          "x",
          "x ",
          "1. ",
          "1.1",
          "a.",
          " & ",
          " --",
          " for(",
          " for (x)",
          " mais",
          "more ",
          ", books",
          " e livros",
          " choose",
          "(choose ",
          "escolha ",
          "referenc",
          "referenc ",
          "stack ",
          "fase 1 ",
          "livros da ",
          "label",
          "label:",
          "label:\"",
          "<br",
          "<b ",
          "<li",
          "#a",
          "\\",
          "\u0301",
          "i",
          "\u0085");

  private static final List<String> ENDINGS =
      List.of("", "x", "!", ")x", "\u0085x", " \u0085", "\"");

  static Stream<Arguments> patterns() throws Exception {
    List<Arguments> patterns = new ArrayList<>();
    Resource[] classes =
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:" + PACKAGE.replace('.', '/') + "/*.class");
    for (Resource file : classes) {
      String name = String.valueOf(file.getFilename()).replace(".class", "");
      Class<?> type =
          Class.forName(PACKAGE + "." + name, false, PatternsTest.class.getClassLoader());
      for (Field field : type.getDeclaredFields()) {
        for (Pattern pattern : patterns(field)) {
          patterns.add(Arguments.of(name, field.getName(), pattern));
        }
      }
    }
    return patterns.stream();
  }

  private static Collection<Pattern> patterns(Field field) throws IllegalAccessException {
    if (!Modifier.isStatic(field.getModifiers())
        || !(field.getType() == Pattern.class || Map.class.isAssignableFrom(field.getType()))) {
      return List.of();
    }
    field.setAccessible(true);
    return field.get(null) instanceof Map<?, ?> map
        ? map.values().stream().filter(Pattern.class::isInstance).map(Pattern.class::cast).toList()
        : List.of((Pattern) field.get(null));
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("patterns")
  void aTextIsReadInStepsThatItsLengthExplains(String type, String name, Pattern pattern) {
    boolean lookedFor = LOOKED_FOR.contains(type + "." + name);
    UnaryOperator<String> folded = FOLDED.getOrDefault(type, UnaryOperator.identity());

    for (String text : hostileTexts().toList()) {
      CountedText read = new CountedText(folded.apply(text));
      Matcher matcher = pattern.matcher(read);
      long found = lookedFor ? matcher.results().count() : matcher.matches() ? 1 : 0;

      assertThat(read.steps)
          .as("%d × in %s…%s", found, head(text), tail(text))
          .isLessThan((long) STEPS * LENGTH);
    }
  }

  private static Stream<String> hostileTexts() {
    return BEGINNINGS.stream()
        .flatMap(beginning ->
            REPEATED.stream()
                .flatMap(repeated ->
                    ENDINGS.stream()
                        .map(ending ->
                            beginning + repeated.repeat(LENGTH / repeated.length()) + ending)));
  }

  private static String head(String text) {
    return text.substring(0, Math.min(text.length(), 30));
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 5));
  }

  /** Tells how often somebody looked at one of its characters. */
  private static final class CountedText implements CharSequence {
    private final String text;
    private long steps;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public IntStream chars() {
      return text.chars();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
