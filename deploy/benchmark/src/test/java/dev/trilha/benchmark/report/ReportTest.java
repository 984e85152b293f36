package dev.trilha.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "8, 15, 16, AIM",
    "8, 15, 15, AIM",
    "8, 15, 8, LEAST",
    "8, 15, 7.9, MISSED",
    "20, 5, 4, AIM",
    "20, 5, 20, LEAST",
    "20, 5, 20.1, MISSED"
  })
  void aGoalIsReachedFromItsOwnSide(double least, double aim, double value, Goal.Verdict verdict) {
    assertThat(new Goal("", "", least, aim).verdict(value)).isEqualTo(verdict);
  }

  @Test
  void theTableHasWhatWasMeasured() {
    assertThat(report().table())
        .containsPattern("single ticks \\(ticks_per_s\\) +10 000 +12 000 +14 000")
        .containsPattern("stock Axon JDBC engine +9\\.5 +10 +10\\.5 +8 / 15: reached")
        .contains("events: fine")
        .doesNotContain("guides_ticks_per_s");
  }

  @Test
  void writesTheFilesThatPeopleAndProgramsRead() throws IOException {
    report().write(folder);

    assertThat(folder.resolve("report.json")).content().contains("\"ticks_per_s\" : 12000");
    assertThat(folder.resolve("report.md"))
        .content()
        .contains("- machine: of the test", "| `ticks_per_s` | 10 000 | 12 000 | 14 000 |")
        .contains("| `acked` | | 7 | |", "- events: fine");
  }

  @Test
  void theChartIsWellFormedAndHasABarForEachRate()
      throws IOException, ParserConfigurationException, SAXException {
    report().write(folder);

    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(new StringReader(Files.readString(folder.resolve("report.svg")))));

    // And the ground.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2);
  }

  private static Report report() {
    var figures = new Figures();
    for (double rate : new double[] {12_000, 10_000, 14_000}) {
      figures.measure("ticks_per_s", rate);
      figures.measure("stock_ticks_per_s", 1_000);
    }
    for (double ratio : new double[] {9.5, 10.5, 10}) {
      figures.measure("ticks_per_stock_tick", ratio);
    }
    figures.count("acked", 7);
    return new Report(figures, Map.of("machine", "of the test"), List.of("events: fine"));
  }
}
