package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A component of a message's record must be there and must not be null, unless its type says
 * {@code @Nullable}.
 */
final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter && isMessage(parameter)) {
      return !isNullable(parameter);
    }
    return super.hasRequiredMarker(config, member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter
        && isMessage(parameter)
        && !isNullable(parameter)) {
      return JsonSetter.Value.forValueNulls(Nulls.FAIL);
    }
    return super.findSetterInfo(config, annotated);
  }

  private static boolean isMessage(AnnotatedParameter parameter) {
    Class<?> declaring = parameter.getDeclaringClass();
    return declaring.isRecord() && declaring.getPackage() == DomainEvent.class.getPackage();
  }

  private static boolean isNullable(AnnotatedParameter parameter) {
    Executable constructor = (Executable) parameter.getOwner().getAnnotated();
    return constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
        Nullable.class);
  }
}
