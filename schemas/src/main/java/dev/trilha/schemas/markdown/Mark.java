package dev.trilha.schemas.markdown;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a title, hidden in a comment, and says which node it is and what of it
 * Markdown cannot say:
 *
 * <pre>{@code
 * <!-- trilha KIND ID [any=N] [in=PARENT] [state=STATE] -->
 * }</pre>
 *
 * <p>{@code KIND} and {@code ID} are those of the tree. {@code any} is the rule {@code {"any":N}};
 * without it all children count. {@code in} names the node it hangs on, or is {@code /} at the top;
 * without it the node hangs where its line stands. {@code state} is {@code in-progress} or {@code
 * skipped}, of an item without a tick. Two dashes in a row would end a comment, so that every
 * second one is written {@code _}. Nothing else is a mark.
 *
 * @param choice how many children it asks for; 0 for all of them
 * @param place absent when the place of the line says it
 */
public record Mark(
    NodeKind kind, NodeId id, int choice, @Nullable Place place, @Nullable ItemState state) {
  /**
   * @param parent absent at the top
   */
  public record Place(@Nullable NodeId parent) {}

  /** Behind the title of the whole document. */
  public static final String OF_THE_ROADMAP = "<!-- trilha roadmap -->";

  /** What a comment looks like that is a mark, be it a wrong one. */
  public static final Pattern ANY = Pattern.compile("<!--\\s*trilha\\s.*", Pattern.DOTALL);

  private static final String TOP = "/";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "<!-- trilha ([a-z-]{1,40}) ([a-z0-9._-]{1,96})((?: [a-z]{1,10}=[^ ]{1,96}){0,3}) -->");

  static Mark of(RoadmapNode node, @Nullable Place place, @Nullable ItemState state) {
    int choice = node.rule() instanceof CompletionRule.Any any ? any.n() : 0;
    return new Mark(node.kind(), node.id(), choice, place, state);
  }

  public static Optional<Mark> parse(String comment) {
    Matcher mark = GRAMMAR.matcher(comment);
    if (!mark.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(mark)).filter(read -> read.markdown().equals(comment));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private static Mark read(Matcher mark) {
    Map<String, String> said = new HashMap<>();
    for (String pair : mark.group(3).strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        said.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    String in = said.get("in");
    String state = said.get("state");
    return new Mark(
        kind(mark.group(1)),
        id(mark.group(2)),
        Integer.parseInt(said.getOrDefault("any", "0")),
        in == null ? null : new Place(in.equals(TOP) ? null : id(in)),
        state == null ? null : ItemState.named(state).orElseThrow(IllegalArgumentException::new));
  }

  private static NodeKind kind(String wireName) {
    return Arrays.stream(NodeKind.values())
        .filter(kind -> kind.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static NodeId id(String written) {
    return new NodeId(written.replace('_', '-'));
  }

  public String markdown() {
    StringBuilder mark = new StringBuilder("<!-- trilha ");
    mark.append(kind.wireName()).append(' ').append(written(id));
    if (choice > 0) {
      mark.append(" any=").append(choice);
    }
    if (place != null) {
      mark.append(" in=").append(place.parent() == null ? TOP : written(place.parent()));
    }
    if (state != null) {
      mark.append(" state=").append(state.wireName());
    }
    return mark.append(" -->").toString();
  }

  private static String written(NodeId id) {
    return id.value().replace("--", "-_");
  }
}
