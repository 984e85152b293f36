package dev.trilha.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The README's tour, run as it is written: each command succeeds and prints what the README says.
 */
class TourIT {
  private static final Path README = Path.of("../../README.md");
  private static final Pattern STEP = Pattern.compile("```sh tour\\n(.*?)```", Pattern.DOTALL);

  /** A line of a step that says what its command prints, somewhere in its output. */
  private static final String SAYS = "#> ";

  @TestFactory
  Stream<DynamicTest> everyStepOfTheTourPrintsWhatTheReadmeSays() throws IOException {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(Files.readString(README));
    while (matcher.find()) {
      steps.add(matcher.group(1));
    }
    assertThat(steps).as("steps of the tour in the README").hasSizeGreaterThan(3);
    return steps.stream()
        .map(step ->
            DynamicTest.dynamicTest(step.lines().findFirst().orElse(""), () -> assertPrints(step)));
  }

  private static void assertPrints(String step) throws IOException, InterruptedException {
    String script = step.replace("http://localhost:8080", Stack.baseUrl().toString());
    Process shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("the step ends").isTrue();

    assertThat(shell.exitValue()).as(output).isZero();
    step.lines()
        .filter(line -> line.startsWith(SAYS))
        .map(line -> line.substring(SAYS.length()))
        .forEach(expected -> assertThat(output).contains(expected));
  }
}
