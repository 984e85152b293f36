package dev.trilha.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import org.junit.jupiter.api.Test;

/** A stream that is longer than what is read of it at once. */
class LongStreamIT {
  private static final int RENAMED = 2_500;

  @Test
  void aLongStreamIsReadToItsEnd() {
    try (CommandService service = CommandService.start()) {
      service.put("/v1/teams/long", "{\"name\":\"Number 0\"}");
      service
          .jdbc()
          .sql(
              """
              insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
              select 'team/long', i, gen_random_uuid(), 'team-renamed', 1, now(),
                json_build_object('teamId', 'long', 'name', 'Number ' || i)
              from generate_series(1, ?) as i
              """)
          .param(RENAMED)
          .update();

      Answer known = service.put("/v1/teams/long", "{\"name\":\"Number %d\"}".formatted(RENAMED));
      assertThat(known.body().path("changed").asBoolean()).as(known.toString()).isFalse();
      Answer renamed = service.put("/v1/teams/long", "{\"name\":\"The last\"}");
      assertThat(renamed.body().path("version").asInt()).isEqualTo(RENAMED + 2);
    }
  }
}
