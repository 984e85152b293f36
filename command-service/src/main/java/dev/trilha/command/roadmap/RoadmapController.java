package dev.trilha.command.roadmap;

import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.StoredRoadmapOutlines.Newest;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.command.roadmap.markdown.ImportReport;
import dev.trilha.command.roadmap.markdown.ImportedRoadmap;
import dev.trilha.command.roadmap.markdown.MarkdownImporter;
import dev.trilha.command.roadmap.markdown.RoadmapChanges;
import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException;
import dev.trilha.command.version.IfMatch;
import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.StreamId;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Publishing roadmaps. The same document again adds no version. */
@RestController
@RequestMapping(path = "/v1/roadmaps/{roadmapId}", produces = MediaType.APPLICATION_JSON_VALUE)
class RoadmapController {
  /** How often an import begins anew because another version was published meanwhile. */
  private static final int ATTEMPTS = 5;

  private final Commands commands;
  private final StoredRoadmapOutlines outlines;
  private final UpgradeOrders upgrades;
  private final RoadmapSources sources;

  RoadmapController(
      Commands commands,
      StoredRoadmapOutlines outlines,
      UpgradeOrders upgrades,
      RoadmapSources sources) {
    this.commands = commands;
    this.outlines = outlines;
    this.upgrades = upgrades;
    this.sources = sources;
  }

  /**
   * Imports a Markdown document and publishes it as the next version.
   *
   * @param dryRun answer the report and store nothing
   * @param upgradeEnrollments move everybody who is on the roadmap to the newest version, soon
   *     after; otherwise they stay where they are until they ask
   */
  @PutMapping(consumes = "text/markdown")
  Versioned<ImportReport> importMarkdown(
      @PathVariable RoadmapId roadmapId,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean upgradeEnrollments,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody byte[] document) {
    String markdown = utf8(document);
    Versioned<ImportReport> answer =
        IfMatch.of(ifMatch)
            .carryOut(tag -> imported(roadmapId, document, markdown, tag.version(), dryRun));
    orderUpgrade(upgradeEnrollments && !dryRun, roadmapId, answer.body().version());
    return answer;
  }

  private Versioned<ImportReport> imported(
      RoadmapId roadmapId,
      byte[] document,
      String markdown,
      @Nullable Long expected,
      boolean dryRun) {
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<Newest> before = outlines.newest(roadmapId);
        ImportReport report = importOnto(before, roadmapId, document, markdown, expected, dryRun);
        return dryRun ? tried(before, report) : Versioned.of(report.version(), report);
      } catch (Refusal.Stale overtaken) {
        // Somebody published in between: what nodes keep their ids was decided on the wrong
        // version.
        if (expected != null || attempt == ATTEMPTS) {
          throw overtaken;
        }
      }
    }
  }

  /** A dry run makes no version: its answer is of the one that is there, if there is one. */
  private static <T> Versioned<T> tried(Optional<Newest> before, T answer) {
    String tag = before.map(newest -> Integer.toString(newest.published().version())).orElse(null);
    return new Versioned<>(tag, answer);
  }

  private ImportReport importOnto(
      Optional<Newest> before,
      RoadmapId roadmapId,
      byte[] document,
      String markdown,
      @Nullable Long expectedVersion,
      boolean dryRun) {
    List<RoadmapNode> old = before.map(newest -> newest.published().children()).orElse(List.of());
    ImportedRoadmap imported = read(roadmapId, markdown, old);
    PublishRoadmap command =
        new PublishRoadmap(
            new StreamId.OfRoadmap(roadmapId),
            imported.title(),
            imported.language(),
            imported.children(),
            expectedVersion == null
                ? before.map(newest -> newest.published().version()).orElse(0).longValue()
                : expectedVersion);
    requireDeliverable(command);
    PublishRoadmap.Result result = wouldResult(command, before);
    if (!dryRun && result.changed()) {
      result = publish(command, command.published(result.version()), document);
    }
    return imported
        .report()
        .against(
            result.version(),
            result.changed(),
            RoadmapChanges.between(before.map(Newest::published).orElse(null), imported),
            result.unmapped());
  }

  private static PublishRoadmap.Result wouldResult(
      PublishRoadmap command, Optional<Newest> before) {
    return command.wouldResult(
        before.map(Newest::published).orElse(null), before.map(Newest::plan).orElse(List.of()));
  }

  /**
   * @param unmapped what rows of the plan were mapped to and are no longer, because one or the
   *     other is gone
   */
  record PublishAnswer(
      RoadmapId roadmapId, int version, boolean changed, List<PlanMapping> unmapped) {}

  /**
   * Publishes a tree as it is: one that was made by a program, or what reading a roadmap gave.
   * {@code version}, {@code publishedAt}, {@code asOf} and {@code plan} of the latter are ignored,
   * as are {@code leaf} and {@code total} of its nodes.
   */
  @Operation(
      description =
          "Takes what reading the roadmap as JSON gave: version, publishedAt, asOf and plan, and"
              + " leaf and total of the nodes, are ignored. A roadmapId other than that of the"
              + " address is refused.")
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Versioned<PublishAnswer> publishTree(
      @PathVariable RoadmapId roadmapId,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean upgradeEnrollments,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody RoadmapTree tree) {
    tree.requireId(roadmapId);
    List<RoadmapNode> nodes = tree.nodes(ImportLimits.DEFAULT);
    Versioned<PublishAnswer> answer =
        IfMatch.of(ifMatch)
            .carryOut(tag ->
                published(
                    new PublishRoadmap(
                        new StreamId.OfRoadmap(roadmapId),
                        tree.title(),
                        tree.language(),
                        nodes,
                        tag.version()),
                    dryRun));
    orderUpgrade(upgradeEnrollments && !dryRun, roadmapId, answer.body().version());
    return answer;
  }

  private Versioned<PublishAnswer> published(PublishRoadmap command, boolean dryRun) {
    requireDeliverable(command);
    RoadmapId roadmapId = command.stream().roadmapId();
    if (dryRun) {
      Optional<Newest> before = outlines.newest(roadmapId);
      return tried(before, answer(roadmapId, wouldResult(command, before)));
    }
    PublishRoadmap.Result result = publish(command);
    return Versioned.of(result.version(), answer(roadmapId, result));
  }

  private static PublishAnswer answer(RoadmapId roadmapId, PublishRoadmap.Result result) {
    return new PublishAnswer(roadmapId, result.version(), result.changed(), result.unmapped());
  }

  /**
   * One record of Kafka holds a version: what is too large for it must not get into the store,
   * where it would stop the relay.
   */
  private static void requireDeliverable(PublishRoadmap command) {
    int bytes = Json.mapper().writeValueAsBytes(command.published(Integer.MAX_VALUE)).length;
    if (bytes > RoadmapPublished.LARGEST_BYTES) {
      throw Refusal.Invalid.tooLarge(
          "body", "comes to at most %d bytes of JSON".formatted(RoadmapPublished.LARGEST_BYTES));
    }
  }

  /** After publishing: a caller who heard nothing sends both again. */
  private void orderUpgrade(boolean wanted, RoadmapId roadmapId, int version) {
    if (wanted) {
      upgrades.place(roadmapId, version);
    }
  }

  /**
   * @param intended the version as it is if nobody comes before it
   */
  private PublishRoadmap.Result publish(
      PublishRoadmap command, RoadmapPublished intended, byte[] document) {
    sources.keep(intended, document);
    try {
      PublishRoadmap.Result result = publish(command);
      sources.settle(intended);
      return result;
    } catch (Refusal.Stale overtaken) {
      outlines.find(intended.roadmapId(), intended.version()).ifPresent(sources::settle);
      throw overtaken;
    }
  }

  private PublishRoadmap.Result publish(PublishRoadmap command) {
    PublishRoadmap.Result result = commands.send(command);
    outlines.published(command.stream().roadmapId(), result.version());
    return result;
  }

  private static ImportedRoadmap read(
      RoadmapId roadmapId, String markdown, List<RoadmapNode> before) {
    try {
      ImportedRoadmap imported =
          MarkdownImporter.read(roadmapId, markdown, before, ImportLimits.DEFAULT);
      boolean anyItem =
          imported.report().items() > 0
              || imported.children().stream().anyMatch(child -> child.total() > 0);
      if (!anyItem) {
        throw Refusal.Invalid.unacceptable("body", "has at least one item to learn");
      }
      return imported;
    } catch (RoadmapTooLargeException tooLarge) {
      throw refused(tooLarge);
    }
  }

  static Refusal refused(RoadmapTooLargeException tooLarge) {
    return tooLarge.limit() == RoadmapTooLargeException.Limit.BYTES
        ? Refusal.Invalid.tooLarge("body", tooLarge.rule())
        : Refusal.Invalid.unacceptable("body", tooLarge.rule());
  }

  static String utf8(byte[] document) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw Refusal.Invalid.malformed("body", "is text in UTF-8");
    }
  }
}
