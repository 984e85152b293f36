package dev.trilha.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceIT extends RunningService {
  @Test
  void describesItself() {
    Answer answer = client.get("/v3/api-docs");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("openapi").asString()).startsWith("3.1");
    assertThat(answer.json().path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/roadmaps",
            "/v1/roadmaps/{roadmapId}",
            "/v1/roadmaps/{roadmapId}/leaderboard",
            "/v1/learners/{learnerId}/roadmaps/{roadmapId}",
            "/v1/learners/{learnerId}/roadmaps/{roadmapId}/history",
            "/v1/learners/{learnerId}/progress",
            "/v1/learners/{learnerId}/activity",
            "/v1/learners/{learnerId}/streak",
            "/v1/learners/{learnerId}/velocity",
            "/v1/teams/{teamId}",
            "/v1/teams/{teamId}/progress",
            "/v1/teams/{teamId}/leaderboard",
            "/v1/teams/{teamId}/velocity",
            "/v1/leaderboards/teams",
            "/v1/events",
            "/v1/admin/projections",
            "/v1/admin/parked",
            "/v1/admin/parked/{id}/retry",
            "/v1/admin/parked/{id}/discard");
  }

  @Test
  void describesIdsAsText() {
    JsonNode parameters =
        client
            .get("/v3/api-docs")
            .json()
            .path("paths")
            .path("/v1/teams/{teamId}")
            .path("get")
            .path("parameters");

    assertThat(parameters.path(0).path("schema").path("type").asString()).isEqualTo("string");
  }

  @Test
  void countsAllItsMetersFromTheStart() {
    String metrics = client.get("/actuator/prometheus").text();

    assertThat(metrics)
        .contains(
            List.of(
                "trilha_inbox_records_total{outcome=\"parked\",topic=\"trilha.team.v1\"}",
                "trilha_inbox_lag_records{topic=\"trilha.enrollment.v1\"}",
                "trilha_inbox_lag_seconds{topic=\"trilha.enrollment.v1\"}",
                "trilha_inbox_retries_total{cause=\"fenced\"}",
                "trilha_inbox_batch_seconds_count",
                "trilha_progress_waiting"));
  }

  @Test
  void isAliveAndReady() {
    assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
  }
}
