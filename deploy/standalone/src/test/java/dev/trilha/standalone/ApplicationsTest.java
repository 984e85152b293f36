package dev.trilha.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {
  @TempDir Path folder;
  private Applications applications;
  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    applications = new Applications(folder.resolve("app"));
    jar = folder.resolve("query-service-0.1.0.jar");
    write("first");
  }

  @Test
  void keepsWhatRunsWhenABuildReplacesTheJar() throws IOException {
    Path running = applications.unpacked(jar);
    byte[] before = Files.readAllBytes(running);
    write("second");
    assertThat(running).hasBinaryContent(before);
  }

  @Test
  void runsTheNewJarNextTime() throws IOException {
    Path old = applications.unpacked(jar);
    write("second");
    Path running = applications.unpacked(jar);
    assertThat(running).hasSameBinaryContentAs(jar);
    assertThat(old).doesNotExist();
  }

  @Test
  void doesTheWorkOncePerContent() throws IOException {
    Path once = applications.unpacked(jar);
    var before = Files.getLastModifiedTime(once);
    assertThat(applications.unpacked(jar)).isEqualTo(once);
    assertThat(Files.getLastModifiedTime(once)).isEqualTo(before);
  }

  @Test
  void leavesOtherServicesAlone() throws IOException {
    Path other = Files.copy(jar, folder.resolve("command-service-0.1.0.jar"));
    Path kept = applications.unpacked(other);
    applications.unpacked(jar);
    assertThat(kept).exists();
  }

  private void write(String content) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, content);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
