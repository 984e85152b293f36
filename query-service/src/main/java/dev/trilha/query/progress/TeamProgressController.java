package dev.trilha.query.progress;

import dev.trilha.query.form.Form;
import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Progress.Enrollment;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Member;
import dev.trilha.query.team.Team;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TeamProgressController {
  private final Teams teams;
  private final Progress progress;
  private final Roadmaps roadmaps;
  private final Freshness freshness;
  private final TransactionOperations snapshot;

  TeamProgressController(
      Teams teams,
      Progress progress,
      Roadmaps roadmaps,
      Freshness freshness,
      TransactionOperations snapshot) {
    this.teams = teams;
    this.progress = progress;
    this.roadmaps = roadmaps;
    this.freshness = freshness;
    this.snapshot = snapshot;
  }

  /**
   * @param roadmaps the sums of the members, by roadmap
   * @param version how many records of the topics are in the answer
   */
  record TeamProgress(
      String teamId,
      String name,
      List<RoadmapSum> roadmaps,
      List<MemberProgress> members,
      @Nullable Instant asOf,
      long version) {
    private TeamProgress undated() {
      return new TeamProgress(teamId, name, roadmaps, members, null, 0);
    }
  }

  /**
   * @param learners how many members are on the roadmap
   */
  record RoadmapSum(
      String roadmapId,
      String title,
      int learners,
      long done,
      long skipped,
      long total,
      @Nullable Integer percent) {}

  record MemberProgress(String learnerId, String displayName, List<RoadmapProgress> roadmaps) {}

  /**
   * As CSV it has a row per member and roadmap.
   *
   * @param roadmap only this one, which has to be there; absent for all
   */
  @GetMapping(
      path = "/v1/teams/{teamId}/progress",
      produces = {MediaType.APPLICATION_JSON_VALUE, Form.CSV_VALUE})
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TeamProgress.class)),
        @Content(mediaType = Form.CSV_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<Object> progress(
      @PathVariable TeamId teamId,
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestHeader HttpHeaders headers) {
    TeamProgress progress = snapshot.execute(_ -> read(teamId, roadmap));
    var response = ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT);
    if (!Form.isWanted(headers, Form.CSV)) {
      return response
          .eTag(Tag.of(progress.undated()))
          .contentType(MediaType.APPLICATION_JSON)
          .body(progress);
    }
    return response
        .contentType(Form.CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(teamId + "-progress.csv").build().toString())
        .body(TeamProgressCsv.of(progress.members()));
  }

  private TeamProgress read(TeamId teamId, @Nullable RoadmapId roadmap) {
    Freshness.Read read = freshness.of(Topic.TEAM, Topic.ENROLLMENT, Topic.LEARNER_PROFILE);
    Team team = teams.find(teamId).orElseThrow(() -> ProblemException.unknown(teamId));
    if (roadmap != null && !roadmaps.exists(roadmap)) {
      throw ProblemException.unknown(roadmap);
    }
    List<Member> members = teams.members(teamId);
    List<Enrollment> enrollments =
        progress.of(members.stream().map(Member::learnerId).toList()).stream()
            .filter(one -> roadmap == null || one.roadmapId().equals(roadmap.value()))
            .toList();
    Map<String, List<Enrollment>> byLearner =
        enrollments.stream().collect(Collectors.groupingBy(Enrollment::learnerId));
    Map<String, List<Enrollment>> byRoadmap =
        enrollments.stream()
            .collect(
                Collectors.groupingBy(Enrollment::roadmapId, TreeMap::new, Collectors.toList()));
    Map<String, String> titles = roadmaps.titles(byRoadmap.keySet());
    return new TeamProgress(
        team.teamId(),
        team.name(),
        byRoadmap.entrySet().stream()
            .map(entry -> sum(entry.getKey(), entry.getValue(), titles))
            .toList(),
        members.stream()
            .map(member ->
                new MemberProgress(
                    member.learnerId(),
                    member.displayName(),
                    byLearner.getOrDefault(member.learnerId(), List.of()).stream()
                        .map(one -> RoadmapProgress.of(one, titles))
                        .toList()))
            .toList(),
        newest(read.asOf(), team, enrollments),
        read.version());
  }

  private static RoadmapSum sum(
      String roadmap, List<Enrollment> enrollments, Map<String, String> titles) {
    long done = enrollments.stream().mapToLong(Enrollment::done).sum();
    long skipped = enrollments.stream().mapToLong(Enrollment::skipped).sum();
    long total = enrollments.stream().mapToLong(Enrollment::total).sum();
    return new RoadmapSum(
        roadmap,
        titles.getOrDefault(roadmap, roadmap),
        enrollments.size(),
        done,
        skipped,
        total,
        Percent.of(done, skipped, total));
  }

  private static @Nullable Instant newest(
      @Nullable Instant asOf, Team team, List<Enrollment> enrollments) {
    Instant newest = Freshness.newest(asOf, team.changedAt());
    for (Enrollment enrollment : enrollments) {
      newest = Freshness.newest(newest, enrollment.newestAt());
    }
    return newest;
  }
}
