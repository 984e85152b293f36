package dev.trilha.notification.problem;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a body, in words of ours: those of a library may quote anything. */
final class UnreadableBody {
  private static final String BODY = "body";

  private UnreadableBody() {}

  static ProblemException problem(HttpMessageNotReadableException unreadable) {
    return switch (unreadable.getCause()) {
      case null -> ProblemException.malformed(BODY, "is required");
      case UnrecognizedPropertyException unknown ->
          ProblemException.malformed(path(unknown), "is no field of this request");
      case MismatchedInputException misfit ->
          ProblemException.malformed(path(misfit), expected(misfit.getTargetType()));
      case DatabindException unfit ->
          ProblemException.malformed(path(unfit), "is of the kind that belongs here");
      case StreamReadException broken when isRepetition(broken) ->
          ProblemException.malformed(
              String.valueOf(broken.processor().currentName()), "stands only once");
      case JacksonException broken -> ProblemException.malformed(BODY, "is JSON" + where(broken));
      default -> ProblemException.malformed(BODY, "is sent whole");
    };
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == String.class) {
      return "is a text";
    }
    if (type == Boolean.class) {
      return "is true or false";
    }
    return type != null && Collection.class.isAssignableFrom(type) ? "is a list" : "is one object";
  }

  /** Jackson has no type of its own for a field that stands twice. */
  private static boolean isRepetition(StreamReadException broken) {
    return broken.processor() != null
        && broken.getOriginalMessage().startsWith("Duplicate Object property");
  }

  private static String where(JacksonException broken) {
    return broken.getLocation() == null
        ? ""
        : ", and is broken at line %d, column %d"
            .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
  }

  private static String path(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? BODY : path.startsWith(".") ? path.substring(1) : path;
  }
}
