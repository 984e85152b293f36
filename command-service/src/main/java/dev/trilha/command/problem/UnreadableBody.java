package dev.trilha.command.problem;

import dev.trilha.schemas.InvalidValueException;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.problem.BrokenRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body, in words of ours: those of a library may quote anything. */
final class UnreadableBody {
  private static final String BODY = "body";

  private UnreadableBody() {}

  static BrokenRule rule(HttpMessageNotReadableException unreadable) {
    return switch (cause(unreadable, JacksonException.class)) {
      case null ->
          new BrokenRule(BODY, unreadable.getCause() == null ? "is required" : "is sent whole");
      case UnrecognizedPropertyException unknown ->
          new BrokenRule(path(unknown), "is no field of this request");
      case DatabindException unfit -> new BrokenRule(path(unfit), rule(unfit));
      case InputCoercionException outOfRange ->
          new BrokenRule(path(outOfRange), expected(outOfRange.getTargetType()));
      case StreamReadException broken when isRepetition(broken) ->
          new BrokenRule(place(broken.processor()), "stands only once");
      case JacksonException broken -> new BrokenRule(BODY, "is JSON" + where(broken.getLocation()));
    };
  }

  private static String rule(DatabindException unfit) {
    InvalidValueException ours = cause(unfit, InvalidValueException.class);
    if (ours != null) {
      return ours.rule();
    }
    return expected(
        unfit instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null);
  }

  /** What belongs where the type is read. */
  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "is of the kind that belongs here";
    }
    if (type == String.class || isId(type)) {
      return "is a text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "is true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "is a whole number in its range";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "is a list";
    }
    return type.isEnum() ? "is one of " + names(type) : "is one object";
  }

  private static boolean isId(Class<?> type) {
    return type.isRecord()
        && type.getPackage() == NodeId.class.getPackage()
        && type.getRecordComponents().length == 1;
  }

  private static String names(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> Json.mapper().convertValue(constant, String.class))
        .collect(Collectors.joining(", "));
  }

  /** Jackson has no type of its own for a field that stands twice. */
  private static boolean isRepetition(StreamReadException broken) {
    return broken.processor() != null
        && broken.getOriginalMessage().startsWith("Duplicate Object property");
  }

  private static String where(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : ", and is broken at line %d, column %d"
            .formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String path(JacksonException problem) {
    return field(
        problem.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining()));
  }

  private static String place(JsonParser parser) {
    StringBuilder place = new StringBuilder();
    for (TokenStreamContext level = parser.streamReadContext();
        level != null && !level.inRoot();
        level = level.getParent()) {
      place.insert(
          0, level.inArray() ? "[" + level.getCurrentIndex() + "]" : "." + level.currentName());
    }
    return field(place.toString());
  }

  private static String field(String path) {
    return path.isEmpty() ? BODY : path.startsWith(".") ? path.substring(1) : path;
  }

  static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
