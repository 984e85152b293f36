package dev.trilha.notification.tier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Writes sagas and deadlines as JSON under names of ours, so that classes can be renamed and moved.
 * A class without a name here is refused, and never stored under its own.
 */
final class StoredNames extends Jackson3Serializer {
  private static final Map<Class<?>, String> NAMES =
      Map.of(
          TierCelebration.class, "tier-celebration",
          RoadmapCelebration.class, "roadmap-celebration",
          String.class, "text",
          SagaScopeDescriptor.class, "saga",
          MetaData.class, "meta-data");

  StoredNames() {
    super(
        Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(mapper ->
                mapper.changeDefaultPropertyInclusion(
                    value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))));
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public SerializedType typeForClass(Class type) {
    SerializedType own = super.typeForClass(type);
    if (own.equals(SerializedType.emptyType())) {
      return own;
    }
    String name = NAMES.get(type);
    if (name == null) {
      throw new IllegalArgumentException(type + " has no name to be stored under");
    }
    return new SimpleSerializedType(name, own.getRevision());
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(type.getName()))
        .map(entry -> entry.getKey().getName())
        .findFirst()
        // Axon asks for its meta data by class; nothing is stored under that.
        .orElse(type.getName());
  }
}
