package dev.trilha.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.command.CommandService;
import org.junit.jupiter.api.Test;

/**
 * What the benchmark compares with takes ticks like the rest, and cannot be deployed by mistake.
 */
class StockEngineIT {
  private static final String STOCK = "--trilha.event-store.engine=stock";

  @Test
  void takesTicksIntoTablesOfItsOwn() {
    try (CommandService service = CommandService.start(STOCK)) {
      assertThat(service.publish("backend", CommandService.ROADMAP).status()).isEqualTo(200);
      assertThat(service.put("/v1/learners/ana/roadmaps/backend", null).status()).isEqualTo(200);

      assertThat(
              service.texts(
                  "select payloadtype from domainevententry order by aggregateidentifier"))
          .containsExactly("learner-enrolled", "roadmap-published");
      assertThat(service.texts("select type from event")).isEmpty();
    }
  }

  @Test
  void doesNotStartBesideTheRelay() {
    assertThatThrownBy(() -> CommandService.start(STOCK, "--trilha.relay.enabled=true").close())
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("trilha.relay.enabled=false");
  }
}
