package dev.trilha.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SchemaCompatibilityTest {
  private static final String RELEASED =
      """
      {'type':'object','required':['id'],'properties':{'id':{'type':'string','maxLength':64},'kind':{'enum':['a','b']},'title':{'type':'string'}}}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a field is removed          | ,'title':{'type':'string'}   | \"\"",
        "a field is renamed          | 'title'                      | 'name'",
        "a type changes              | 'title':{'type':'string'}    | 'title':{'type':'integer'}",
        "a field becomes required    | ['id']                       | ['id','title']",
        "a field is required no more | ['id']                       | []",
        "a limit is narrowed         | 64                           | 32",
        "a limit is added            | 'title':{'type':'string'}    |"
            + " 'title':{'type':'string','maxLength':9}",
        "a value is added            | ['a','b']                    | ['a','b','c']",
        "the object is closed        | 'type':'object'              |"
            + " 'type':'object','additionalProperties':false",
      })
  void refusesWhatBreaksAReader(String change, String was, String is) {
    assertThat(SchemaCompatibility.breaks(json(RELEASED), json(RELEASED.replace(was, is))))
        .as(change)
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nothing changes             | 64                           | 64",
        "an optional field is added  | 'title':{'type':'string'}    |"
            + " 'title':{'type':'string'},'url':{'type':'string'}",
        "a description is added      | 'type':'object'              |"
            + " 'type':'object','description':'words'",
        "the order changes           | ['id']                       | ['id']",
      })
  void allowsWhatBreaksNobody(String change, String was, String is) {
    assertThat(SchemaCompatibility.breaks(json(RELEASED), json(RELEASED.replace(was, is))))
        .as(change)
        .isEmpty();
  }

  private static JsonNode json(String quotedSimply) {
    return Json.mapper().readTree(quotedSimply.replace('\'', '"'));
  }
}
