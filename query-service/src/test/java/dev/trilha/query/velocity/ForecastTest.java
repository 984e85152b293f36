package dev.trilha.query.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  private static Forecast weekly(String lately, long remaining) {
    List<Integer> leaves = Arrays.stream(lately.split(" ", -1)).map(Integer::valueOf).toList();
    return Forecast.of(leaves, remaining, Bucket.WEEK, TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3 4 5, 2, 3, 4",
    "5 1 4 2 3, 2, 3, 4",
    "2 2 2, 2, 2, 2",
    "1 2 3 4, 1.75, 2.5, 3.25",
    "0 0 0 3 0 3, 1.5, 3, 3",
    "1 1 1 1 1 1 1 99, 1, 1, 1"
  })
  void thePaceIsTheQuartilesOfLately(String lately, double slow, double typical, double fast) {
    Forecast forecast = weekly(lately, 10);

    assertThat(forecast.slow()).isEqualTo(slow);
    assertThat(forecast.typical()).isEqualTo(typical);
    assertThat(forecast.fast()).isEqualTo(fast);
  }

  @Test
  void theFinishIsWhatIsLeftAtThosePaces() {
    Forecast forecast = weekly("1 2 3 4 5", 12);

    assertThat(forecast.earliest()).isEqualTo(TODAY.plusDays(21));
    assertThat(forecast.expected()).isEqualTo(TODAY.plusDays(28));
    assertThat(forecast.latest()).isEqualTo(TODAY.plusDays(42));
    assertThat(forecast.basedOn()).isEqualTo(5);
  }

  @Test
  void partsOfADayAreRoundedUp() {
    assertThat(Forecast.of(List.of(3, 3, 3), 10, Bucket.DAY, TODAY).expected())
        .isEqualTo(TODAY.plusDays(4));
    assertThat(Forecast.of(List.of(10, 10, 10), 10, Bucket.MONTH, TODAY).expected())
        .isEqualTo(TODAY.plusDays(31));
  }

  @Test
  void whatLiesBeforeTheFirstLeafIsNoPace() {
    assertThat(weekly("0 0 0 0 0 2 2 2", 4).typical()).isEqualTo(2);
    assertThat(weekly("0 0 0 0 0 2 2 2", 4).basedOn()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0 0 0 0 0 0 0 0, 0", "0 0 0 0 0 0 9 9, 2", "0 0 0 0 0 0 0 9, 1"})
  void tooLittleSaysNothing(String lately, int basedOn) {
    assertThat(weekly(lately, 7))
        .isEqualTo(new Forecast(7, basedOn, null, null, null, null, null, null));
  }

  @Test
  void aPaceOfNothingHasNoDate() {
    Forecast forecast = weekly("4 0 0 0 0 0 0 0", 10);

    assertThat(forecast.typical()).isZero();
    assertThat(forecast.expected()).isNull();
    assertThat(forecast.latest()).isNull();
    assertThat(forecast.earliest()).isNull();
  }

  @Test
  void whatTakesLongerThanTenYearsHasNoDate() {
    Forecast forecast = weekly("1 1 1", 523);

    assertThat(forecast.expected()).isNull();
    assertThat(weekly("1 1 1", 521).expected()).isEqualTo(TODAY.plusDays(3647));
  }

  @Test
  void whatIsFinishedHasNoDate() {
    assertThat(weekly("1 2 3", 0).expected()).isNull();
  }
}
