package dev.trilha.command.eventstore;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.Json;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Stores an event under the name and revision of its {@link EventType}; a Java class name never
 * reaches the database.
 */
public final class NamedEventSerializer extends Jackson3Serializer {
  public NamedEventSerializer() {
    super(Jackson3Serializer.builder());
  }

  @Override
  @SuppressWarnings("rawtypes") // Axon's signature.
  public SerializedType typeForClass(Class type) {
    return EventType.ofClass(type)
        .<SerializedType>map(named ->
            new SimpleSerializedType(named.eventName(), Integer.toString(named.revision())))
        .orElseGet(() -> super.typeForClass(type));
  }

  /**
   * @throws SerializationException when the store holds an event that this version does not know: a
   *     stream is never rebuilt with a hole in it
   */
  @Override
  public Class<?> classForType(SerializedType type) {
    Class<?> known =
        EventType.named(type.getName())
            .<Class<?>>map(EventType::eventClass)
            .orElseGet(() -> super.classForType(type));
    if (known == UnknownSerializedType.class) {
      throw new SerializationException("the store holds an unknown event " + type.getName());
    }
    return known;
  }

  @Override
  protected ObjectWriter getWriter() {
    return Json.mapper().writer();
  }

  @Override
  protected ObjectReader getReader(Class<?> type) {
    return DomainEvent.class.isAssignableFrom(type)
        ? Json.mapper().readerFor(type)
        : super.getReader(type);
  }
}
