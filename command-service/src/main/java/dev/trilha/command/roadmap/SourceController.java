package dev.trilha.command.roadmap;

import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.StoredRoadmapOutlines.Newest;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The documents that roadmaps were published from, byte for byte. */
@RestController
class SourceController {
  /** What is not UTF-8 is not published. */
  private static final MediaType MARKDOWN =
      new MediaType("text", "markdown", StandardCharsets.UTF_8);

  private final StoredRoadmapOutlines roadmaps;
  private final RoadmapSources sources;

  SourceController(StoredRoadmapOutlines roadmaps, RoadmapSources sources) {
    this.roadmaps = roadmaps;
    this.sources = sources;
  }

  /**
   * The Markdown that a version was published from, as it was received: before its encoding was
   * repaired, if it was. A version that was published as JSON has none.
   *
   * @param version the newest when absent
   */
  @GetMapping(path = "/v1/roadmaps/{roadmapId}/source", produces = "text/markdown")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "text/markdown",
              schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<byte[]> source(
      @PathVariable RoadmapId roadmapId,
      @RequestParam(required = false) @Nullable Integer version) {
    if (version != null && version < 1) {
      throw Refusal.Invalid.malformed("version", "is a whole number from 1");
    }
    RoadmapPublished published = published(roadmapId, version);
    byte[] document =
        sources
            .find(published)
            .orElseThrow(() ->
                new Refusal.NotFound(
                    ProblemType.UNKNOWN_ROADMAP,
                    "document of version %d of roadmap %s: it was not published from Markdown"
                        .formatted(published.version(), roadmapId)));
    String name = "%s-v%d.md".formatted(roadmapId, published.version());
    return ResponseEntity.ok()
        .eTag(Integer.toString(published.version()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .header("X-Content-Type-Options", "nosniff")
        .contentType(MARKDOWN)
        .body(document);
  }

  private RoadmapPublished published(RoadmapId roadmapId, @Nullable Integer version) {
    Optional<RoadmapPublished> published =
        version == null
            ? roadmaps.newest(roadmapId).map(Newest::published)
            : roadmaps.find(roadmapId, version);
    return published.orElseThrow(() ->
        new Refusal.NotFound(
            ProblemType.UNKNOWN_ROADMAP,
            version == null
                ? "roadmap " + roadmapId
                : "version %d of roadmap %s".formatted(version, roadmapId)));
  }
}
