package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Grafana does to a query before it sends it, as far as the boards use it. Anything else left
 * in a query is a failure.
 *
 * @param variables the chosen values by name; none where nothing is there to choose from
 */
record FilledIn(
    Map<String, List<String>> variables, Instant from, Instant to, String rateInterval) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):(sqlstring|regex)}");
  private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([^()]+)\\)");

  String of(Board.Query query) {
    String text = query.text().replace("$__rate_interval", rateInterval);
    text =
        TIME_FILTER
            .matcher(text)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    "%s BETWEEN '%s' AND '%s'".formatted(match.group(1), from, to)));
    text =
        VARIABLE
            .matcher(text)
            .replaceAll(
                match -> Matcher.quoteReplacement(formatted(match.group(1), match.group(2))));
    assertThat(text).as("%s has nothing left to fill in", query).doesNotContain("${", "$__");
    return text;
  }

  private String formatted(String variable, String format) {
    assertThat(variables).as("values of the variables").containsKey(variable);
    List<String> values = variables.getOrDefault(variable, List.of());
    return format.equals("regex")
        ? values.stream()
            .map(Pattern::quote)
            .map(FilledIn::asRe2)
            .collect(Collectors.joining("|", "(", ")"))
        : values.stream()
            .map(value -> "'" + value.replace("'", "''") + "'")
            .collect(Collectors.joining(","));
  }

  /** Prometheus knows {@code \Q…\E} too, but within a string its backslashes are doubled. */
  private static String asRe2(String quoted) {
    return quoted.replace("\\", "\\\\");
  }
}
