package dev.trilha.command.config;

import dev.trilha.schemas.InvalidValueException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Texts and moments as requests write them, and as nothing else: Jackson by itself would take a
 * number for either.
 */
final class RequestValues extends SimpleModule {
  private static final long serialVersionUID = 1;

  RequestValues() {
    addDeserializer(String.class, new PlainText());
    addDeserializer(Instant.class, new Moment());
    addDeserializer(LocalDate.class, new Day());
  }

  /**
   * Refuses a text with the character U+0000, which PostgreSQL cannot keep and which no person
   * writes.
   */
  private static final class PlainText extends StdScalarDeserializer<String> {
    PlainText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return context.reportInputMismatch(String.class, "not a text");
      }
      String text = parser.getString();
      if (text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
        throw new InvalidValueException("a text", "has neither U+0000 nor half of a character");
      }
      return text;
    }
  }

  private static final class Moment extends StdScalarDeserializer<Instant> {
    Moment() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      try {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
          return Instant.parse(parser.getString());
        }
      } catch (DateTimeParseException none) {
        // Said below, as of what is no text at all.
      }
      throw new InvalidValueException(
          "a moment", "is written as ISO 8601 says, for instance 2026-11-02T08:00:00Z");
    }
  }

  private static final class Day extends StdScalarDeserializer<LocalDate> {
    Day() {
      super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
      try {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
          return LocalDate.parse(parser.getString());
        }
      } catch (DateTimeParseException none) {
        // Said below, as of what is no text at all.
      }
      throw new InvalidValueException(
          "a day", "is written as ISO 8601 says, for instance 2026-11-23");
    }
  }
}
