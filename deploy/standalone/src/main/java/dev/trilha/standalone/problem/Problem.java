package dev.trilha.standalone.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of an error, in the shape that the services give it.
 *
 * @param status mostly that of the type
 * @param instance the path that was called
 * @param errors what to correct; null when the input is not what is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    String instance,
    @Nullable List<BrokenRule> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper json = JsonMapper.shared();

  public static Problem of(ProblemType type, BrokenRule broken, String instance) {
    return new Problem(
        type.type(), type.title(), type.status(), broken.toString(), instance, List.of(broken));
  }

  /** With a status that may be another than the type's. */
  public static Problem of(ProblemType type, int status, String detail, String instance) {
    return new Problem(type.type(), type.title(), status, detail, instance, null);
  }

  public String json() {
    return json.writeValueAsString(this);
  }
}
