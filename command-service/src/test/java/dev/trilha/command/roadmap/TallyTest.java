package dev.trilha.command.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.CompletionRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child is written done/skipped/total; children are separated by a space. */
class TallyTest {
  @ParameterizedTest(name = "all of {0} is {1}")
  @CsvSource({
    "'',0/0/0",
    "0/0/1,0/0/1",
    "1/0/1 0/0/1,1/0/2",
    "1/0/1 0/1/1,1/1/2",
    "3/1/4 2/0/5 0/0/0,5/1/9",
  })
  void allIsTheSum(String children, String tally) {
    assertThat(Tally.of(CompletionRule.ALL, tallies(children))).isEqualTo(tally(tally));
  }

  @ParameterizedTest(name = "any {0} of {1} is {2}")
  @CsvSource({
    "1,'',0/0/0",
    "1,0/0/1 0/0/1,0/0/1",
    "1,1/0/1 0/0/1,1/0/1",
    "1,1/0/1 1/0/1,1/0/1",
    "2,1/0/1 0/0/1 0/0/1,1/0/2",
    "2,1/0/1 1/0/1 1/0/1,2/0/2",
    "3,1/0/1 1/0/1,2/0/2",
    "1,0/1/1 0/0/1,0/0/1",
    "1,0/1/1 0/1/1,0/1/1",
    "2,1/0/1 0/1/1,1/1/2",
    "1,3/0/4 0/0/2,0/0/1",
    "1,4/0/4 0/0/2,1/0/1",
    "1,3/1/4 0/0/2,1/0/1",
    "1,0/0/0 1/0/1,1/0/1",
  })
  void aChoiceCountsAsWhatItAsksFor(int n, String children, String tally) {
    assertThat(Tally.of(new CompletionRule.Any(n), tallies(children))).isEqualTo(tally(tally));
  }

  @ParameterizedTest(name = "{0} is complete: {1}")
  @CsvSource({
    "0/0/0,false",
    "0/0/1,false",
    "1/0/1,true",
    "1/0/2,false",
    "1/1/2,true",
    "0/2/2,false",
    "5/0/5,true"
  })
  void completeIsEverythingThatAppliesAndSomethingAtAll(String tally, boolean complete) {
    assertThat(tally(tally).isComplete()).isEqualTo(complete);
  }

  private static List<Tally> tallies(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(" ", -1)).map(TallyTest::tally).toList();
  }

  private static Tally tally(String text) {
    String[] numbers = text.split("/", -1);
    return new Tally(
        Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
  }
}
