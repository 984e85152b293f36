package dev.trilha.query.generation;

import dev.trilha.query.generation.Comparison.Difference;
import dev.trilha.query.generation.Generations.Generation;
import dev.trilha.query.generation.Rebuild.Purpose;
import dev.trilha.query.generation.RebuildLog.Run;
import dev.trilha.query.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: the generations of the read models, and the making of a new one. */
@RestController
@RequestMapping(path = "/v1/admin/projections", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectionsController {
  private final Generations generations;
  private final Rebuilds rebuilds;
  private final RebuildLog runs;

  ProjectionsController(Generations generations, Rebuilds rebuilds, RebuildLog runs) {
    this.generations = generations;
    this.rebuilds = rebuilds;
    this.runs = runs;
  }

  /**
   * @param rebuild the newest, under way or not; absent when there never was one
   * @param differences what its comparison found
   */
  record Projections(
      List<Generation> generations, @Nullable Run rebuild, List<Difference> differences) {}

  @GetMapping
  Projections projections() {
    Run newest = runs.newest().orElse(null);
    return new Projections(
        generations.all(), newest, newest == null ? List.of() : runs.differences(newest.id()));
  }

  /**
   * Begins to fill a new generation from the beginning of the topics.
   *
   * @param purpose {@code switch}: it is served once it is there; {@code verify}: it is compared
   *     with the one that is served, and dropped
   */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Run begin(@RequestParam(defaultValue = "switch") String purpose) {
    return rebuilds.begin(
        switch (purpose) {
          case "switch" -> Purpose.SWITCH;
          case "verify" -> Purpose.VERIFY;
          default -> throw ProblemException.malformed("purpose", "is switch or verify");
        });
  }

  /** Gives up the one that is being filled. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Projections cancel() {
    runs.cancel();
    return projections();
  }
}
