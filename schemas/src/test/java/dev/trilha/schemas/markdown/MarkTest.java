package dev.trilha.schemas.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- trilha tier a -->",
        "<!-- trilha item a.b-c any=2 -->",
        "<!-- trilha item a in=b -->",
        "<!-- trilha item a in=/ -->",
        "<!-- trilha item a-_b-_- any=1 in=-_ state=skipped -->",
      })
  void readsWhatItWrites(String comment) {
    assertThat(Mark.parse(comment))
        .hasValueSatisfying(mark -> assertThat(mark.markdown()).isEqualTo(comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- trilha -->",
        "<!-- trilha item -->",
        "<!-- trilha planet a -->",
        "<!-- trilha item A -->",
        "<!--trilha item a-->",
        "<!-- trilha item a any=0 -->",
        "<!-- trilha item a any=-1 -->",
        "<!-- trilha item a any=99999999999 -->",
        "<!-- trilha item a state=eaten -->",
        "<!-- trilha item a in= -->",
        "<!-- trilha item a in=B -->",
        "<!-- trilha item a in=b any=2 -->",
        "<!-- trilha item a any=2 any=2 -->",
        "<!-- trilha item a colour=red -->",
        "<!-- trilha item a_ -->",
        "<!-- trilha item a -->\n",
      })
  void takesNothingElse(String comment) {
    assertThat(Mark.parse(comment)).isEmpty();
  }
}
