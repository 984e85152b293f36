package dev.trilha.command.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.command.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
  private static final long VERSION = 3;
  private static final long PLAN = 7;

  /** What is at version 3, with the plan 7, answers. */
  private static String decided(String header) {
    try {
      return IfMatch.of(header).carryOut(IfMatchTest::decide);
    } catch (Refusal.Stale stale) {
      return "stale";
    } catch (Refusal.Invalid malformed) {
      return "malformed";
    }
  }

  private static String decide(IfMatch.Tag tag) {
    Long version = tag.version();
    Long plan = tag.plan();
    if ((version != null && version != VERSION) || (plan != null && plan != PLAN)) {
      throw new Refusal.Stale(version == null ? 0 : version, VERSION);
    }
    return "carried out";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*                         | carried out",
        "\"3\"                     | carried out",
        "\"3-7\"                   | carried out",
        "\"3-7-4411\"              | carried out",
        "\"4\"                     | stale",
        "\"3-6\"                   | stale",
        "W/\"3\"                   | stale",
        "\"other\"                 | stale",
        "\"\"                      | stale",
        "\"2\", \"3\"              | carried out",
        "\"3\",\"2\"               | carried out",
        "W/\"3\", \"3\"            | carried out",
        "\"other\" , \"3\"         | carried out",
        "\"2\", W/\"3\"            | stale",
        "\"2\", \"4\"              | stale",
        "\"3-6\", \"3-7\"          | carried out",
        "\"2\",, \"3\"             | carried out",
        "3                         | malformed",
        "\"3                       | malformed",
        "\"3\" \"4\"               | malformed",
        "*, \"3\"                  | malformed",
        "w/\"3\"                   | malformed",
      })
  void oneStrongTagOfTheVersionIsEnough(String header, String answer) {
    assertThat(decided(header)).isEqualTo(answer);
  }

  @Test
  void withoutTheHeaderAnyVersionIsTaken() {
    assertThat(IfMatch.of(null).carryOut(IfMatchTest::decide)).isEqualTo("carried out");
  }

  @Test
  void aVersionThatMovesOnMeanwhileIsMetByTheNextTag() {
    List<Long> asked = new ArrayList<>();

    assertThatThrownBy(() ->
            IfMatch.of("\"5\", \"3\", \"4\", \"3\"")
                .carryOut(tag -> {
                  asked.add(tag.version());
                  throw new Refusal.Stale(0, 6);
                }))
        .isInstanceOf(Refusal.Stale.class);

    assertThat(asked).containsExactly(3L, 4L, 5L);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 1_000})
  void moreTagsThanAnybodyReadVersionsAreRefused(int tags) {
    assertThat(decided("\"3\",".repeat(tags))).isEqualTo("malformed");
  }
}
