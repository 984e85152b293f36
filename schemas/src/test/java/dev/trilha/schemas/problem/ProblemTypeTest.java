package dev.trilha.schemas.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| ([1-5]\\d\\d) \\|.*");

  @Test
  void theReadmeListsEveryTypeWithItsStatusAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values())
                .map(type -> type.wireName() + " " + type.status())
                .toList());
  }

  @Test
  void aTypeIsAUrnInKebabCase() {
    assertThat(ProblemType.UNKNOWN_ITEM.type()).hasToString("urn:trilha:problem:unknown-item");
  }

  @ParameterizedTest
  @EnumSource
  void aTypeHasATitleForPeopleAndAStatusOfAnError(ProblemType type) {
    assertThat(type.title()).matches("[A-Z][a-zA-Z ]+");
    assertThat(type.status()).isBetween(400, 599);
  }

  @ParameterizedTest
  @CsvSource({
    "400,MALFORMED",
    "403,FORBIDDEN",
    "404,NOT_FOUND",
    "405,METHOD_NOT_ALLOWED",
    "406,NOT_ACCEPTABLE",
    "412,STALE_VERSION",
    "413,TOO_LARGE",
    "414,MALFORMED",
    "415,UNSUPPORTED_MEDIA_TYPE",
    "422,UNACCEPTABLE",
    "431,MALFORMED",
    "500,INTERNAL_ERROR",
    "501,INTERNAL_ERROR",
    "502,BAD_GATEWAY",
    "503,SERVICE_UNAVAILABLE",
    "504,GATEWAY_TIMEOUT"
  })
  void whatAWebServerRefusesHasATypeToo(int status, ProblemType type) {
    assertThat(ProblemType.ofStatus(status)).isEqualTo(type);
  }
}
