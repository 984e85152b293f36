package dev.trilha.query.live;

import dev.trilha.query.live.LiveClient.Next;
import dev.trilha.query.notice.Notice;
import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.notice.NoticeBoard;
import dev.trilha.query.notice.NoticeBoard.Ends;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LiveController {
  private static final Logger log = LoggerFactory.getLogger(LiveController.class);
  private static final Duration COME_BACK = Duration.ofSeconds(2);
  private static final int PAGE = 500;

  private final LiveHub hub;
  private final NoticeBoard board;
  private final LiveSettings settings;

  LiveController(LiveHub hub, NoticeBoard board, LiveSettings settings) {
    this.hub = hub;
    this.board = board;
    this.settings = settings;
  }

  /**
   * What happens to these learners, to these teams and to their members, from now on or from behind
   * {@code Last-Event-ID}. Begins with {@code ready}, or with {@code reset} when some of what came
   * behind that id is no longer known; then {@code progress} and {@code team}.
   */
  @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  void events(
      @RequestParam(defaultValue = "") List<LearnerId> learner,
      @RequestParam(defaultValue = "") List<TeamId> team,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response) {
    Set<String> subjects = subjects(learner, team);
    long seen = lastEventId == null || lastEventId.isBlank() ? -1 : number(lastEventId);
    LiveClient client = hub.join(subjects);
    try {
      // Asked after joining: what is posted from here on is handed to the client.
      Ends ends = board.ends();
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform");
      response.setHeader("X-Accel-Buffering", "no");
      send(client, seen, ends, new EventStream(response.getOutputStream()));
    } catch (DataAccessException noDatabase) {
      if (!response.isCommitted()) {
        throw noDatabase;
      }
      log.debug("live updates end, since the database does not answer", noDatabase);
    } catch (IOException gone) {
      log.debug("a client of live updates has gone", gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      hub.leave(client);
    }
  }

  private void send(LiveClient client, long seen, Ends ends, EventStream stream)
      throws IOException, InterruptedException {
    stream.retryAfter(COME_BACK);
    if (seen >= 0 && ends.reachBackTo(seen)) {
      stream.event(seen, "ready", "{}");
      replay(client.subjects(), seen, ends.newest(), stream);
      // A client may take so long over it that what it had not been sent yet was trimmed.
      if (!board.ends().reachBackTo(seen)) {
        stream.event(ends.newest(), "reset", "{}");
      }
    } else {
      stream.event(ends.newest(), seen < 0 ? "ready" : "reset", "{}");
    }
    long sent = ends.newest();
    while (true) {
      switch (client.next(settings.heartbeat())) {
        case null -> stream.heartbeat();
        case Next.Update(Posted posted) -> {
          if (posted.id() > sent) {
            stream.update(posted);
            sent = posted.id();
          }
        }
        case Next.Missed _ -> stream.event(sent, "reset", "{}");
        case Next.End _ -> {
          return;
        }
      }
    }
  }

  private void replay(Set<String> subjects, long seen, long upTo, EventStream stream)
      throws IOException {
    long sent = seen;
    List<Posted> page;
    do {
      page = board.between(sent, upTo, subjects, PAGE);
      for (Posted posted : page) {
        stream.update(posted);
        sent = posted.id();
      }
    } while (page.size() == PAGE);
  }

  private Set<String> subjects(List<LearnerId> learners, List<TeamId> teams) {
    Set<String> subjects = new LinkedHashSet<>();
    learners.forEach(learner -> subjects.add(Notice.learner(learner.value())));
    teams.forEach(team -> subjects.add(Notice.team(team.value())));
    if (subjects.isEmpty() || subjects.size() > settings.maxNames()) {
      throw ProblemException.malformed(
          "learner",
          "or team is given, at most %d of both together".formatted(settings.maxNames()));
    }
    return subjects;
  }

  private static long number(String lastEventId) {
    try {
      long id = Long.parseLong(lastEventId.strip());
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException noNumber) {
      // Refused below, with its name.
    }
    throw ProblemException.malformed("Last-Event-ID", "is the id of an event of this stream");
  }
}
