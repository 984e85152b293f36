package dev.trilha.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ContractTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void theFrozenSampleStillReads(Contract contract) {
    Record read = Json.mapper().treeToValue(contract.sample(), contract.type());

    JsonNode writtenAgain = Json.mapper().valueToTree(read);
    assertThat(writtenAgain).isEqualTo(contract.sample());
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void whatIsWrittenValidatesAgainstItsSchema(Contract contract) {
    Record message = Json.mapper().treeToValue(contract.sample(), contract.type());

    assertThat(SCHEMAS.getSchema(contract.schema()).validate(Json.mapper().valueToTree(message)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#former")
  void whatWasWrittenInAFormerRevisionReadsAndIsRightInTheNewest(Contract contract) {
    EventType newest =
        EventType.ofCloudEventType(
                "dev.trilha.%s.v%d".formatted(contract.name(), contract.revision()))
            .orElseThrow();
    Record read =
        Json.mapper().treeToValue(contract.sample(), newest.eventClass().asSubclass(Record.class));
    Contract current = new Contract(contract.name(), newest.revision(), contract.type());

    assertThat(Json.mapper().<JsonNode>valueToTree(read)).isEqualTo(contract.sample());
    assertThat(SCHEMAS.getSchema(current.schema()).validate(contract.sample())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#former")
  void theSchemaOfAFormerRevisionStays(Contract contract) {
    assertThat(contract.schema()).isEqualTo(contract.released());
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void anEmptyMessageDoesNotValidate(Contract contract) {
    assertThat(SCHEMAS.getSchema(contract.schema()).validate(Json.mapper().createObjectNode()))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void theSchemaNamesExactlyTheFieldsOfTheRecord(Contract contract) {
    Set<String> components =
        Arrays.stream(contract.type().getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> properties = new TreeSet<>(contract.schema().path("properties").propertyNames());

    assertThat(properties).isEqualTo(components);
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void aFieldIsRequiredUnlessTheRecordAllowsNull(Contract contract) {
    Set<String> required =
        Arrays.stream(contract.type().getRecordComponents())
            .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    List<String> promised =
        contract.schema().path("required").valueStream().map(JsonNode::asString).toList();

    assertThat(promised).containsExactlyInAnyOrderElementsOf(required);
  }

  @ParameterizedTest
  @MethodSource("dev.trilha.schemas.Contract#all")
  void theSchemaBreaksNothingThatWasReleased(Contract contract) {
    assertThat(SchemaCompatibility.breaks(contract.released(), contract.schema())).isEmpty();
  }
}
