package dev.trilha.standalone.slack;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of an incoming webhook, read and checked against the limits of Slack's reference.
 *
 * @param text the fallback text, empty when there are only blocks
 * @param blocks an array, empty when there is only text
 */
record Payload(String text, JsonNode blocks) {
  private static final JsonMapper json = JsonMapper.shared();
  private static final int BLOCKS = 50;
  private static final int BLOCK_ID = 255;
  private static final int HEADER = 150;
  private static final int SECTION = 3_000;
  private static final int FIELDS = 10;
  private static final int FIELD = 2_000;
  private static final int CONTEXT_ELEMENTS = 10;
  private static final int ACTION_ELEMENTS = 25;
  private static final int BUTTON = 75;
  private static final Set<String> TEXT_TYPES = Set.of("plain_text", "mrkdwn");
  private static final Set<String> OTHER_BLOCKS =
      Set.of("image", "rich_text", "video", "markdown", "file");

  /** Either a payload that Slack would take, or the word that it would answer. */
  sealed interface Reading {}

  record Accepted(Payload payload) implements Reading {}

  record Refused(SlackError error) implements Reading {}

  static Reading read(String body) {
    JsonNode root;
    try {
      root = json.readTree(body);
    } catch (JacksonException notJson) {
      return new Refused(SlackError.INVALID_PAYLOAD);
    }
    if (!root.isObject() || (root.has("text") && !root.get("text").isString())) {
      return new Refused(SlackError.INVALID_PAYLOAD);
    }
    String text = root.path("text").asString("");
    JsonNode blocks =
        root.has("blocks") ? root.get("blocks") : JsonNodeFactory.instance.arrayNode();
    if (!blocks.isArray() || blocks.size() > BLOCKS || !allAllowed(blocks)) {
      return new Refused(SlackError.INVALID_BLOCKS);
    }
    if (text.isBlank() && blocks.isEmpty()) {
      return new Refused(SlackError.NO_TEXT);
    }
    return new Accepted(new Payload(text, blocks));
  }

  private static boolean allAllowed(JsonNode blocks) {
    for (JsonNode block : blocks) {
      if (!isAllowed(block)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(JsonNode block) {
    if (!block.isObject() || block.path("block_id").asString("").length() > BLOCK_ID) {
      return false;
    }
    String type = block.path("type").asString("");
    return switch (type) {
      case "header" -> isText(block.path("text"), HEADER) && isPlain(block.path("text"));
      case "section" -> isSection(block);
      case "context" -> isList(block.path("elements"), CONTEXT_ELEMENTS);
      case "actions" ->
          isList(block.path("elements"), ACTION_ELEMENTS)
              && areButtonsShort(block.path("elements"));
      case "divider" -> true;
      default -> OTHER_BLOCKS.contains(type);
    };
  }

  private static boolean isSection(JsonNode block) {
    boolean hasFields = block.has("fields");
    if (hasFields) {
      if (!isList(block.get("fields"), FIELDS)) {
        return false;
      }
      for (JsonNode field : block.get("fields")) {
        if (!isText(field, FIELD)) {
          return false;
        }
      }
    }
    return block.has("text") ? isText(block.get("text"), SECTION) : hasFields;
  }

  private static boolean areButtonsShort(JsonNode elements) {
    for (JsonNode element : elements) {
      if (element.path("type").asString("").equals("button")
          && !isText(element.path("text"), BUTTON)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(JsonNode text, int longest) {
    Optional<String> value = text.path("text").asStringOpt();
    return TEXT_TYPES.contains(text.path("type").asString(""))
        && value
            .filter(words -> !words.isEmpty() && words.codePointCount(0, words.length()) <= longest)
            .isPresent();
  }

  private static boolean isPlain(JsonNode text) {
    return text.path("type").asString("").equals("plain_text");
  }

  private static boolean isList(JsonNode elements, int longest) {
    return elements.isArray() && !elements.isEmpty() && elements.size() <= longest;
  }
}
