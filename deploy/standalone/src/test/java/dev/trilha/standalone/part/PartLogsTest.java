package dev.trilha.standalone.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartLogsTest {
  @TempDir Path folder;

  @Test
  void beginsAnewPastTheLimitAndKeepsWhatWasBefore() throws IOException {
    var logs = new PartLogs(folder, 10);
    Files.writeString(logs.of("kafka"), "more than ten bytes");
    logs.rotate();
    assertThat(logs.of("kafka")).isEmptyFile();
    assertThat(folder.resolve("kafka.log.1")).hasContent("more than ten bytes");
  }

  @Test
  void leavesASmallLogAlone() throws IOException {
    var logs = new PartLogs(folder, 10);
    Files.writeString(logs.of("kafka"), "short");
    logs.rotate();
    assertThat(logs.of("kafka")).hasContent("short");
  }

  @Test
  void letsAProcessThatAppendsGoOn() throws IOException {
    var logs = new PartLogs(folder, 10);
    try (var open =
        Files.newOutputStream(
            logs.of("kafka"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      open.write("more than ten bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      logs.rotate();
      open.write("after".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(logs.of("kafka")).hasContent("after");
  }
}
