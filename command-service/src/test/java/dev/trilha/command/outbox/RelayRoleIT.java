package dev.trilha.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.command.CommandService;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the role that reads the WAL may do with the store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayRoleIT {
  private final Relayed relayed = new Relayed();
  private CommandService service;

  @BeforeAll
  void relay() {
    service = CommandService.start(relayed.slotSetting());
    relayed.form(service);
    relayed.awaitEvents(1);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void readsWhatIsPublished() {
    assertThat(service.relay().sql("select count(*) from event").query(Long.class).single())
        .isEqualTo(1);
    assertThat(
            service.relay().sql("select count(*) from learner_profile").query(Long.class).single())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from item_note",
        "select * from learner_erasure",
        "select * from snapshot",
        "select * from relay_progress",
        "select * from relay_parked",
        "insert into learner_erasure values ('ana', now())",
        "update event set type = 'x'",
        "delete from event",
        "truncate event",
        "delete from learner_profile",
        "drop publication trilha_outbox",
        "create table mine (a int)",
        "create temporary table mine (a int)",
        "create role mine",
        "alter role current_user superuser",
        "select pg_read_file('postgresql.conf')"
      })
  void mayDoNothingElse(String statement) {
    assertThatThrownBy(() -> service.relay().sql(statement).query().listOfRows())
        .rootCause()
        .message()
        .matches("(?s).*(permission denied|must be owner|only roles with).*");
  }

  @Test
  void theServicesOwnRoleCannotReadTheWal() {
    assertThat(service.texts("select rolreplication from pg_roles where rolname = current_user"))
        .isEqualTo(List.of("f"));
  }
}
