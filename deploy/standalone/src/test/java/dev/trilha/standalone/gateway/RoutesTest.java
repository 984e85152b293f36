package dev.trilha.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource({
    "GET,     /v1/roadmaps,                             QUERY",
    "HEAD,    /v1/roadmaps/essencial,                   QUERY",
    "OPTIONS, /v1/roadmaps/essencial,                   QUERY",
    "PUT,     /v1/roadmaps/essencial,                   COMMAND",
    "GET,     /v1/roadmaps/essencial/source,            COMMAND",
    "HEAD,    /v1/roadmaps/essencial/source,            COMMAND",
    "GET,     /v1/roadmaps/source,                      QUERY",
    "GET,     /v1/roadmaps/essencial/sources,           QUERY",
    "GET,     /v1/roadmaps/essencial/source/x,          QUERY",
    "PUT,     /v1/learners/ana/roadmaps/r/items/i,      COMMAND",
    "DELETE,  /v1/learners/ana/roadmaps/r/items/i,      COMMAND",
    "PATCH,   /v1/learners/ana/roadmaps/r/items,        COMMAND",
    "GET,     /v1/learners/ana/roadmaps/r,              QUERY",
    "POST,    /v1/anything,                             COMMAND",
    "GET,     /v1/teams/aurora,                         QUERY",
    "PUT,     /v1/teams/aurora,                         COMMAND",
    "PUT,     /v1/teams/aurora/members/ana,             COMMAND",
    "GET,     /v1/teams/aurora/leaderboard,             QUERY",
    "GET,     /v1/teams/aurora/velocity,                QUERY",
    "GET,     /v1/leaderboards/teams,                   QUERY",
    "GET,     /v1/roadmaps/essencial/leaderboard,       QUERY",
    "GET,     /v1/learners/ana/velocity,                QUERY",
    "GET,     /v1/learners/ana/streak,                  QUERY",
    "GET,     /v1/events,                               QUERY",
    "GET,     /v1/admin/projections,                    QUERY",
    "GET,     /v1/admin/relay/republish,                COMMAND",
    "POST,    /v1/admin/relay/republish,                COMMAND",
    "POST,    /v1/admin/projections,                    QUERY",
    "POST,    /v1/admin/parked/t-0-1/retry,             QUERY",
    "POST,    /v1/administration,                       COMMAND",
    "GET,     /v1/teams/aurora/slack,                   NOTIFICATION",
    "PUT,     /v1/teams/aurora/slack,                   NOTIFICATION",
    "DELETE,  /v1/teams/aurora/slack,                   NOTIFICATION",
    "POST,    /v1/teams/aurora/slack/test,              NOTIFICATION",
    "GET,     /v1/teams/aurora/slack/other,             QUERY",
    "PUT,     /v1/learners/ana/digest,                  NOTIFICATION",
    "GET,     /v1/teams/aurora/webhooks,                NOTIFICATION",
    "PUT,     /v1/teams/aurora/webhooks/ci,             NOTIFICATION",
    "PUT,     /v1/teams/aurora/webhooks/ci/x,           COMMAND",
    "GET,     /v1/teams/slack,                          QUERY",
    "PUT,     /v1/teams/slack/members/ana,              COMMAND",
    "GET,     /v1/notifications,                        NOTIFICATION",
    "POST,    /v1/notifications/7/redeliver,            NOTIFICATION",
    "GET,     /v1/notificationsomething,                QUERY",
    "TRACE,   /v1/roadmaps,                             NOBODY",
    "CONNECT, /v1/notifications,                        NOBODY",
    "GET,     /,                                        GATEWAY",
    "GET,     /status,                                  GATEWAY",
    "GET,     /docs/command,                            GATEWAY",
    "GET,     /docs/command/x,                          NOBODY",
    "GET,     /slack,                                   SLACK",
    "POST,    /slack/webhooks/aurora,                   SLACK",
    "GET,     /slackers,                                NOBODY",
    "GET,     /v10/roadmaps,                            NOBODY",
    "GET,     /actuator/health,                         NOBODY",
    "GET,     /favicon.ico,                             NOBODY"
  })
  void sends(String method, String path, Destination destination) {
    assertThat(Routes.of(method, path)).isEqualTo(destination);
  }
}
