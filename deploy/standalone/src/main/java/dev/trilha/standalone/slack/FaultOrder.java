package dev.trilha.standalone.slack;

import dev.trilha.schemas.problem.BrokenRule;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The body of {@code PUT /slack/faults}, read: a {@link Fault}, or what to correct. */
sealed interface FaultOrder {
  record Accepted(Fault fault) implements FaultOrder {}

  record Refused(BrokenRule broken) implements FaultOrder {}

  static FaultOrder read(String body) {
    try {
      return new Accepted(Reader.JSON.readValue(body, Fault.class));
    } catch (JacksonException unfit) {
      return new Refused(Reader.rule(unfit));
    }
  }

  /** No value is taken for another, and Jackson's own words stay inside. */
  final class Reader {
    private static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Reader() {}

    private static BrokenRule rule(JacksonException unfit) {
      if (unfit.getCause() instanceof Fault.Refused refused) {
        return refused.broken();
      }
      String field =
          unfit.getPath().stream()
              .map(JacksonException.Reference::getPropertyName)
              .collect(Collectors.joining("."));
      if (field.isEmpty()) {
        return new BrokenRule(
            "body", unfit instanceof DatabindException ? "is one object" : "is JSON");
      }
      if (unfit instanceof UnrecognizedPropertyException) {
        return new BrokenRule(field, "is no field of this request");
      }
      return new BrokenRule(
          field,
          switch (field) {
            case "channel", "error" -> "is a text";
            case "drop" -> "is true or false";
            default -> "is a whole number in its range";
          });
    }
  }
}
