package dev.trilha.command.config;

import dev.trilha.schemas.InvalidValueException;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Ids in an address. Spring would make a binder for each, and search for a constructor; and a tick
 * has three.
 */
final class PathIds implements HandlerMethodArgumentResolver {
  private static final Map<Class<?>, Function<String, Object>> IDS =
      Map.of(
          LearnerId.class, LearnerId::new,
          RoadmapId.class, RoadmapId::new,
          NodeId.class, NodeId::new,
          TeamId.class, TeamId::new);

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(PathVariable.class)
        && IDS.containsKey(parameter.getParameterType());
  }

  /**
   * @throws MethodArgumentTypeMismatchException when the text is no such id
   */
  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    String name = Objects.requireNonNull(parameter.getParameterName());
    Map<?, ?> variables =
        (Map<?, ?>)
            Objects.requireNonNull(
                request.getAttribute(
                    HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                    RequestAttributes.SCOPE_REQUEST));
    String text = String.valueOf(variables.get(name));
    try {
      return Objects.requireNonNull(IDS.get(parameter.getParameterType())).apply(text);
    } catch (InvalidValueException wrong) {
      throw new MethodArgumentTypeMismatchException(
          text, parameter.getParameterType(), name, parameter, wrong);
    }
  }
}
