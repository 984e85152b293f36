package dev.trilha.benchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgbenchTest {
  @Test
  void readsTheCommitsPerSecond() {
    String output =
        """
        number of failed transactions: 0 (0.000%)
        latency average = 3.551 ms
        initial connection time = 100.130 ms
        tps = 18021.512345 (without initial connection time)
        """;

    assertThat(Pgbench.result(output)).isEqualTo(18021.512345);
  }

  @Test
  void saysWhatWasPrintedInsteadOfAResult() {
    assertThatThrownBy(() -> Pgbench.result("pgbench: error: no such role\n"))
        .isInstanceOf(BenchmarkFailed.class)
        .hasMessageContaining("no such role");
  }

  @Test
  void leavesNoColonInThePayloadThatWouldBeAVariable() {
    String script = Pgbench.script(Outbox.EVENT_TABLE, 100, "{\"at\":1,\"who\":\"it's\\n\"}");

    assertThat(script)
        .contains("E'{\"at\"\\x3a1,\"who\"\\x3a\"it''s\\\\n\"}'")
        .contains("generate_series(1, 100)")
        .contains("\\set n :n + 100");
  }

  @Test
  void isFoundOnThePath(@TempDir Path folder) throws IOException {
    Path program = Files.createFile(folder.resolve("pgbench"));
    assertThat(Pgbench.find("/nowhere:" + folder)).isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(Pgbench.find("/nowhere:" + folder)).contains(program);
    assertThat(Pgbench.find(null)).isEmpty();
  }
}
