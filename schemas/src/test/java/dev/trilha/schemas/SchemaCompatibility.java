package dev.trilha.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Tells what a newer schema would break. Both sides matter: a message written long ago must
 * validate today, and a reader of the released schema must understand what is written today. So a
 * field may be added if it is optional, and nothing else may change but words.
 */
final class SchemaCompatibility {
  private static final Set<String> WORDS = Set.of("description", "title", "$comment", "examples");

  private SchemaCompatibility() {}

  /** One sentence for each break, with the place. */
  static List<String> breaks(JsonNode released, JsonNode current) {
    List<String> breaks = new ArrayList<>();
    compare("", released, current, breaks);
    return breaks;
  }

  private static void compare(
      String place, JsonNode released, JsonNode current, List<String> breaks) {
    if (!released.isObject() || !current.isObject()) {
      if (!released.equals(current)) {
        breaks.add("%s was %s and is %s".formatted(place, released, current));
      }
      return;
    }
    for (String name : released.propertyNames()) {
      if (WORDS.contains(name) && !place.endsWith("/properties")) {
        continue;
      }
      String inside = place + "/" + name;
      if (!current.has(name)) {
        breaks.add(inside + " is gone");
      } else if (name.equals("required")) {
        if (!strings(released.get(name)).equals(strings(current.get(name)))) {
          breaks.add(
              "%s was %s and is %s".formatted(inside, released.get(name), current.get(name)));
        }
      } else {
        compare(inside, released.get(name), current.get(name), breaks);
      }
    }
    for (String name : current.propertyNames()) {
      boolean mayBeAdded =
          place.endsWith("/properties") || place.endsWith("/$defs") || WORDS.contains(name);
      if (!released.has(name) && !mayBeAdded && !name.equals("$defs")) {
        breaks.add("%s/%s narrows what was allowed".formatted(place, name));
      }
    }
  }

  private static Set<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
  }
}
