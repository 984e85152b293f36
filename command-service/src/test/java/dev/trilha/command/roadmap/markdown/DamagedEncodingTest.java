package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedEncodingTest {
  /** Enough damage to be sure of it, in either character set. */
  private static final String CERTAIN = "Ã§Ã£o, Ã©poca, vocÃª, trÃªs, maÃ§Ã£\n";

  private static String damaged(String text, String charset) {
    return new String(text.getBytes(StandardCharsets.UTF_8), Charset.forName(charset));
  }

  private static String repaired(String text) {
    String whole = DamagedEncoding.repair(CERTAIN + text).text();
    return whole.substring(whole.indexOf('\n') + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "windows-1254"})
  void textReadInTheWrongCharacterSetIsRestored(String charset) {
    String text = "Depois da manhã, três ações: só então café — ‘já’. 🚀 🧠 ğ ş";

    assertThat(DamagedEncoding.repair(damaged(text, charset)).text()).isEqualTo(text);
  }

  @Test
  void theCharacterSetIsTold() {
    assertThat(DamagedEncoding.repair(damaged("ação 🚀 ação 🚀", "windows-1254")).charset())
        .isEqualTo("windows-1254");
    assertThat(DamagedEncoding.repair(damaged("ação 🚀 ação 🚀", "windows-1252")).charset())
        .isEqualTo("windows-1252");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dÃvida      | dívida",
        "distribuÃdo | distribuído",
        "Ãcone       | Ícone",
        "os Ãmpares  | os Ímpares",
      })
  void aLetterThatLostAByteIsGuessed(String damaged, String word) {
    assertThat(repaired(damaged)).isEqualTo(word);
  }

  @Test
  void aVariationSelectorThatLostAByteIsRestored() {
    assertThat(repaired("âš™ï¸ x")).isEqualTo("⚙\uFE0F x");
  }

  @Test
  void aJoinerThatLostAByteIsRestored() {
    assertThat(repaired("ğŸ§™â€â™‚ï¸ x")).isEqualTo("🧙\u200D♂\uFE0F x");
  }

  @Test
  void aSymbolThatLostAByteIsDroppedWithItsSelector() {
    assertThat(repaired("ğŸ†ï¸ cup")).isEqualTo(" cup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "A NÃO é ÃO: ações, São, já, ÍNDICE, à toa",
        "Ünlü şehir, ığdır, çağ",
        "emoji 🚀 and “quotes” — fine",
        "A damaged Ã£ looks like this, but não, você, está, são, é clean",
        "two: Ã£ Ã§",
      })
  void cleanTextIsNeverTouched(String text) {
    DamagedEncoding encoding = DamagedEncoding.repair(text);

    assertThat(encoding.text()).isEqualTo(text);
    assertThat(encoding.happened()).isFalse();
  }

  @Test
  void theReportSaysWhatWasDone() {
    ImportedRoadmap roadmap = Roadmaps.read(damaged("# Ação já\n- Três ações\n", "windows-1254"));

    assertThat(roadmap.title()).isEqualTo("Ação já");
    assertThat(roadmap.report().encodingRepaired()).isTrue();
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("windows-125", "repaired"));
  }
}
