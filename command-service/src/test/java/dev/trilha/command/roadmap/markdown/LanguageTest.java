package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.markdown.ImportReport.Warning;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Você aprende com uma pessoa, não com um robô                     | pt-BR",
        "You learn with the people and what they know                     | en",
        "Aprende con una persona y los libros que hay en casa             | und",
        "the and of não com uma                                           | und",
        "Docker Kubernetes Terraform                                      | und",
        "O backend em Java com Spring is the way, mas não só: uma escolha | pt-BR",
      })
  void languageIsGuessedFromWordsThatOnlyItHas(String text, String language) {
    assertThat(Roadmaps.read("# R\n- " + text + "\n").language()).isEqualTo(language);
  }

  private static final String GUESSED =
      "the language is no BCP 47 tag; it is found as in other documents";

  @ParameterizedTest
  @CsvSource({
    "pt-BR, pt-BR, false",
    "not a language!, en, true",
    "pt_br, pt-BR, true",
    "en-abcdefghi, en, true"
  })
  void theLanguageOfAnExportIsTakenIfItIsOne(String stated, String language, boolean reported) {
    ImportedRoadmap roadmap =
        Roadmaps.read(
            """
            ---
            trilha: "%s"
            language: "%s"
            ---
            # R <!-- trilha roadmap -->
            The way of the people and you
            ## T <!-- trilha tier t -->
            - a
            """
                .formatted(RoadmapMarkdown.FORMAT, stated));

    assertThat(roadmap.language()).isEqualTo(language);
    assertThat(roadmap.report().warnings().contains(new Warning(1, GUESSED))).isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR, pt-BR",
    "PT_br, pt-BR",
    "es, es",
    "'not a language!', en",
    "en-x-a-b-c-d-e-f-g-h, en"
  })
  void frontMatterDecidesWhenItNamesALanguage(String stated, String language) {
    String document = "---\nlang: " + stated + "\n---\n# R\nThe way of the people and you\n- a\n";

    assertThat(Roadmaps.read(document).language()).isEqualTo(language);
  }
}
