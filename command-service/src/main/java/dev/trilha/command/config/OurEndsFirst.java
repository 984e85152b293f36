package dev.trilha.command.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/** Spring's adapter, which asks {@link PathIds} and {@link VersionedAnswers} before its own. */
final class OurEndsFirst extends RequestMappingHandlerAdapter {
  private final JsonMapper mapper;

  OurEndsFirst(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public void afterPropertiesSet() {
    super.afterPropertiesSet();
    setArgumentResolvers(first(new PathIds(), getArgumentResolvers()));
    setReturnValueHandlers(first(new VersionedAnswers(mapper), getReturnValueHandlers()));
  }

  private static <T> List<T> first(T ours, @Nullable List<T> springs) {
    List<T> all = new ArrayList<>(List.of(ours));
    if (springs != null) {
      all.addAll(springs);
    }
    return all;
  }
}
