package dev.trilha.query.roadmap;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.trilha.query.form.Form;
import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.roadmap.Roadmaps.Stored;
import dev.trilha.query.roadmap.Roadmaps.Summary;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/roadmaps", produces = MediaType.APPLICATION_JSON_VALUE)
class RoadmapController {
  private static final int MOST = 200;

  private final Roadmaps roadmaps;
  private final Freshness freshness;

  RoadmapController(Roadmaps roadmaps, Freshness freshness) {
    this.roadmaps = roadmaps;
    this.freshness = freshness;
  }

  /**
   * @param version how many records of the topic are in the answer
   * @param next the cursor of the following page; absent on the last
   */
  record RoadmapList(
      List<Summary> roadmaps, @Nullable Instant asOf, long version, @Nullable String next) {
    private RoadmapList undated() {
      return new RoadmapList(roadmaps, null, 0, next);
    }
  }

  /**
   * @param plan what the rows of the plan were mapped to
   */
  record TreeView(
      String roadmapId,
      int version,
      String title,
      String language,
      Instant publishedAt,
      @Nullable Instant asOf,
      PlannedTopics plan,
      @JsonRawValue @ArraySchema(schema = @Schema(implementation = RoadmapNode.class))
          String children) {}

  /** The newest version of each, by id. */
  @GetMapping
  ResponseEntity<RoadmapList> all(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable RoadmapId cursor) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
    Freshness.Read read = freshness.of(Topic.ROADMAP);
    List<Summary> page = roadmaps.newest(cursor, limit + 1);
    boolean more = page.size() > limit;
    List<Summary> shown = more ? page.subList(0, limit) : page;
    var list =
        new RoadmapList(
            shown, read.asOf(), read.version(), more ? shown.getLast().roadmapId() : null);
    return ResponseEntity.ok().eTag(Tag.of(list.undated())).body(list);
  }

  /** As Markdown it gives the same tree, ids included, when it is imported. */
  @GetMapping(
      path = "/{roadmapId}",
      produces = {MediaType.APPLICATION_JSON_VALUE, Form.MARKDOWN_VALUE})
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TreeView.class)),
        @Content(mediaType = Form.MARKDOWN_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<Object> tree(
      @PathVariable RoadmapId roadmapId,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestHeader HttpHeaders headers) {
    if (version != null && version < 1) {
      throw ProblemException.malformed("version", "is a whole number from 1");
    }
    Instant asOf = freshness.asOf(Topic.ROADMAP);
    Stored stored =
        roadmaps
            .find(roadmapId, version)
            .orElseThrow(() ->
                version == null || !roadmaps.exists(roadmapId)
                    ? ProblemException.unknown(roadmapId)
                    : ProblemException.unknown(roadmapId, version));
    if (Form.isWanted(headers, Form.MARKDOWN)) {
      return ResponseEntity.ok()
          .varyBy(HttpHeaders.ACCEPT)
          .eTag("\"%d-markdown\"".formatted(stored.version()))
          .contentType(Form.MARKDOWN)
          .body(markdown(stored));
    }
    PlannedTopics plan = roadmaps.plannedTopics(new RoadmapVersion(roadmapId, stored.version()));
    return ResponseEntity.ok()
        .varyBy(HttpHeaders.ACCEPT)
        .eTag(
            plan.version() == 0
                ? "\"%d\"".formatted(stored.version())
                : "\"%d-%d\"".formatted(stored.version(), plan.version()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            new TreeView(
                stored.roadmapId(),
                stored.version(),
                stored.title(),
                stored.language(),
                stored.publishedAt(),
                Freshness.newest(asOf, stored.publishedAt()),
                plan,
                stored.children()));
  }

  private static String markdown(Stored stored) {
    RoadmapTree tree = Roadmaps.tree(stored);
    return RoadmapMarkdown.write(tree.title(), tree.language(), tree.children(), Map.of());
  }
}
