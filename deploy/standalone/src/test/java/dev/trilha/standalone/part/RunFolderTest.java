package dev.trilha.standalone.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir Path path;
  private RunFolder folder;
  private Process process;

  @BeforeEach
  void startSomething() throws IOException {
    folder = new RunFolder(path);
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void stopIt() {
    process.destroyForcibly();
  }

  @Test
  void stopsAProcessThatItRemembers() {
    folder.remember("kafka", process.toHandle());
    assertThat(folder.stopLeftovers(List.of("kafka", "query"), PATIENCE)).containsExactly("kafka");
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void insistsWhenAskingDoesNotHelp() throws IOException {
    Process stubborn =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done")
            .start();
    try (var said = stubborn.inputReader()) {
      assertThat(said.readLine()).isEqualTo("deaf");
      folder.remember("kafka", stubborn.toHandle());
      folder.stopLeftovers(List.of("kafka"), PATIENCE);
      assertThat(stubborn.isAlive()).isFalse();
    } finally {
      stubborn.destroyForcibly();
    }
  }

  @Test
  void neverTouchesAProcessThatOnlyHasThePid() {
    long longBefore =
        ProcessIdentity.of(process.toHandle()).orElseThrow().startedAtMillis() - 60_000;
    folder.write(
        "kafka.pid.json",
        "{\"pid\":%d,\"startedAtMillis\":%d}".formatted(process.pid(), longBefore));
    assertThat(folder.stopLeftovers(List.of("kafka"), PATIENCE)).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void ignoresWhatItCannotRead() {
    folder.write("kafka.pid.json", "{half a");
    assertThat(folder.stopLeftovers(List.of("kafka"), PATIENCE)).isEmpty();
  }

  @Test
  void forgetsWhatIsGone() {
    folder.remember("kafka", process.toHandle());
    folder.stopLeftovers(List.of("kafka"), PATIENCE);
    assertThat(path.resolve("kafka.pid.json")).doesNotExist();
  }

  @Test
  void doesNotFindAProcessThatEnded() {
    folder.remember("kafka", process.toHandle());
    process.destroyForcibly().onExit().join();
    assertThat(folder.find("kafka")).isEmpty();
  }

  @Test
  void leavesNoHalfWrittenFile() throws IOException {
    folder.write("status.json", "{}");
    try (var files = Files.list(path)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("status.json");
    }
  }
}
