package dev.trilha.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
  private static final JsonNode DOCUMENT = document();

  private static JsonNode document() {
    InputStream file =
        Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("asyncapi.yaml"));
    return new YAMLMapper().readTree(file);
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void aChannelStandsForEachTopicWithItsMessages(Topic topic) {
    JsonNode channel =
        DOCUMENT
            .path("channels")
            .valueStream()
            .filter(candidate -> candidate.path("address").asString().equals(topic.topicName()))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no channel has the address " + topic.topicName()));
    Set<String> expected =
        Arrays.stream(EventType.values())
            .filter(type -> type.topic() == topic)
            .map(EventType::eventName)
            .collect(Collectors.toCollection(HashSet::new));
    if (topic == Topic.LEARNER_PROFILE) {
      expected.add("learner-profile");
    }

    assertThat(Set.copyOf(channel.path("messages").propertyNames())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void aMessageHasItsWireNameAndItsSchema(Contract contract) {
    JsonNode message = DOCUMENT.path("components").path("messages").path(contract.name());
    String schema = message.path("payload").path("schema").path("$ref").asString("");

    assertThat(message.path("name").asString())
        .isEqualTo("dev.trilha.%s.v%d".formatted(contract.name(), contract.revision()));
    assertThat(AsyncApiTest.class.getResource(schema.replaceFirst("^\\./", "")))
        .as(schema)
        .isNotNull();
  }

  @Test
  void everyReferenceInsideTheDocumentResolves() {
    List<String> references =
        DOCUMENT.findValues("$ref").stream()
            .map(JsonNode::asString)
            .filter(reference -> reference.startsWith("#"))
            .toList();

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse());
  }
}
