package dev.trilha.schemas.markdown;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What some kinds of node consist of beside title and text, as JSON in a comment of its own below
 * the title: {@code <!-- trilha-data {"weeks":{"from":1,"to":2}} -->}. A line feed in it means
 * nothing.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Details(
    @Nullable Weeks weeks,
    @Nullable Annotation annotation,
    @Nullable ReferenceTable table,
    @Nullable PrerequisiteChain chain) {
  public static final String BEGINNING = "<!-- trilha-data ";
  private static final String END = " -->";
  private static final int LINE = 4_000;

  /** None when the node has nothing of the kind. */
  static List<String> lines(RoadmapNode node) {
    Details details = new Details(node.weeks(), node.annotation(), node.table(), node.chain());
    if (details.equals(new Details(null, null, null, null))) {
      return List.of();
    }
    String comment = BEGINNING + Escaping.hidden(Json.mapper().writeValueAsString(details)) + END;
    List<String> lines = new ArrayList<>();
    // The first and the last stay whole, so that the comment begins and ends where it must.
    int from = 0;
    while (comment.length() - from > LINE + END.length()) {
      lines.add(comment.substring(from, from + LINE));
      from += LINE;
    }
    lines.add(comment.substring(from));
    return lines;
  }

  /**
   * @param comment as it stands in the document, without indentation
   */
  public static Optional<Details> read(String comment) {
    String whole = comment.replace("\n", "");
    if (!whole.startsWith(BEGINNING) || !whole.endsWith(END)) {
      return Optional.empty();
    }
    try {
      String json = whole.substring(BEGINNING.length(), whole.length() - END.length());
      return Optional.of(Json.mapper().readValue(json, Details.class));
    } catch (JacksonException | IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }
}
