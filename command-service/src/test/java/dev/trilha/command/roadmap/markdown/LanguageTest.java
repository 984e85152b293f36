package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest
  @CsvSource({"pt-BR, pt-BR", "PT_br, pt-BR", "es, es", "'not a language!', en"})
  void frontMatterDecidesWhenItNamesALanguage(String stated, String language) {
    String document = "---\nlang: " + stated + "\n---\n# R\nThe way of the people and you\n- a\n";

    assertThat(Roadmaps.read(document).language()).isEqualTo(language);
  }
}
