package dev.trilha.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.Test;

class BufferedIdentifiersTest {
  private static final int CALLERS = 8;
  private static final int EACH = 5_000;

  @Test
  void axonTakesThese() {
    assertThat(IdentifierFactory.getInstance()).isInstanceOf(BufferedIdentifiers.class);
  }

  @Test
  void anIdIsARandomUuid() {
    var identifiers = new BufferedIdentifiers();
    for (int i = 0; i < EACH; i++) {
      UUID id = UUID.fromString(identifiers.generateIdentifier());
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void noTwoCallersGetTheSame() throws Exception {
    var identifiers = new BufferedIdentifiers();
    Set<String> all = new HashSet<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        answers.add(
            callers.submit(() ->
                IntStream.range(0, EACH).mapToObj(_ -> identifiers.generateIdentifier()).toList()));
      }
      for (Future<List<String>> answer : answers) {
        all.addAll(answer.get());
      }
    }
    assertThat(all).hasSize(CALLERS * EACH);
  }
}
