package dev.trilha.command.roadmap;

import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.version.IfMatch;
import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Saying by hand what the rows of a plan are about; nothing is guessed. */
@RestController
@RequestMapping(path = "/v1/roadmaps/{roadmapId}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
class PlanController {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_TOPICS = 2_000;

  private final Commands commands;

  PlanController(Commands commands) {
    this.commands = commands;
  }

  /**
   * @param rows those that are mapped to something; the others lose what they were mapped to
   */
  record PlanRequest(@Nullable List<@Nullable RowRequest> rows) {}

  /**
   * @param topics sections or items of the tiers; what is below them is meant, too
   */
  record RowRequest(@Nullable NodeId id, @Nullable List<@Nullable NodeId> topics) {}

  /**
   * @param version of the mapping
   */
  record PlanAnswer(
      RoadmapId roadmapId,
      boolean changed,
      int roadmapVersion,
      long version,
      List<PlanMapping> rows) {}

  /** Replaces the mapping of the newest version's plan. */
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Versioned<PlanAnswer> map(
      @PathVariable RoadmapId roadmapId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody PlanRequest request) {
    List<PlanMapping> mapping = mapping(request);
    MapPlan.Result result =
        IfMatch.of(ifMatch)
            .carryOut(tag ->
                commands.send(
                    new MapPlan(
                        new StreamId.OfRoadmap(roadmapId), mapping, tag.version(), tag.plan())));
    return new Versioned<>(
        "%d-%d".formatted(result.roadmapVersion(), result.version()),
        new PlanAnswer(
            roadmapId, result.changed(), result.roadmapVersion(), result.version(), result.rows()));
  }

  private static List<PlanMapping> mapping(PlanRequest request) {
    List<@Nullable RowRequest> rows = request.rows();
    if (rows == null) {
      throw Refusal.Invalid.malformed("rows", "is required");
    }
    requireAtMost(MOST_ROWS, rows.size(), "rows", "rows");
    List<PlanMapping> mapping = new ArrayList<>(rows.size());
    int topics = 0;
    for (int i = 0; i < rows.size(); i++) {
      String field = "rows[%d]".formatted(i);
      RowRequest row = rows.get(i);
      if (row == null || row.id() == null) {
        throw Refusal.Invalid.malformed(field + ".id", "is required");
      }
      List<NodeId> ids = topics(field + ".topics", row.topics());
      topics += ids.size();
      requireAtMost(MOST_TOPICS, topics, field + ".topics", "sections and items in all rows");
      mapping.add(new PlanMapping(row.id(), ids));
    }
    return mapping;
  }

  private static List<NodeId> topics(String field, @Nullable List<@Nullable NodeId> topics) {
    if (topics == null) {
      throw Refusal.Invalid.malformed(field, "is required");
    }
    List<NodeId> ids = new ArrayList<>(topics.size());
    for (int i = 0; i < topics.size(); i++) {
      NodeId id = topics.get(i);
      if (id == null) {
        throw Refusal.Invalid.malformed("%s[%d]".formatted(field, i), "is required");
      }
      ids.add(id);
    }
    return ids;
  }

  private static void requireAtMost(int most, int size, String field, String what) {
    if (size > most) {
      throw Refusal.Invalid.unacceptable(field, "has at most %d %s".formatted(most, what));
    }
  }
}
