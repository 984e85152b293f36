package dev.trilha.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path home;

  @Test
  void runsTheBenchmarksJarOnTheProject() throws IOException {
    Path jar = built();

    assertThat(Bench.command(home, false))
        .containsSequence("-Dtrilha.home=" + home, "-jar", jar.toString())
        .doesNotContain("--quick");
  }

  @Test
  void handsOnThatItIsToBeQuick() throws IOException {
    built();

    assertThat(Bench.command(home, true)).endsWith("--quick");
  }

  @Test
  void saysHowToBuildItWhenItIsNotBuilt() {
    assertThatThrownBy(() -> Bench.command(home, false))
        .isInstanceOf(PlatformFailed.class)
        .hasMessageContaining("the benchmark is not built");
  }

  private Path built() throws IOException {
    Path target = Files.createDirectories(home.resolve("deploy/benchmark/target"));
    return Files.createFile(target.resolve("benchmark-1.0.jar"));
  }
}
