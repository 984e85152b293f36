package dev.trilha.command.config;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses a text with the character U+0000, which PostgreSQL cannot keep and which no person
 * writes.
 */
final class PlainTextModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  PlainTextModule() {
    addDeserializer(String.class, new PlainText());
  }

  private static final class PlainText extends StdScalarDeserializer<String> {
    PlainText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      String text = StringDeserializer.instance.deserialize(parser, context);
      if (text != null && text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
        throw new IllegalArgumentException("a text has neither U+0000 nor half of a character");
      }
      return text;
    }
  }
}
