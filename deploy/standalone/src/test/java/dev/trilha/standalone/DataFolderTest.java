package dev.trilha.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path parent;

  @Test
  void isMadeWhereNothingIs() {
    var folder = new DataFolder(parent.resolve("new"));
    folder.prepare();
    assertThat(folder.isOurs()).isTrue();
  }

  @Test
  void refusesAFolderThatHoldsSomethingElse() throws IOException {
    Files.writeString(parent.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> new DataFolder(parent).prepare())
        .isInstanceOf(PlatformFailed.class)
        .hasMessageContaining("holds something else");
  }

  @Test
  void deletesNothingThatIsNotOurs() throws IOException {
    Path thesis = Files.writeString(parent.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> new DataFolder(parent).delete()).isInstanceOf(PlatformFailed.class);
    assertThat(thesis).exists();
  }

  @Test
  void deletesAllOfItself() throws IOException {
    var folder = new DataFolder(parent.resolve("new"));
    folder.prepare();
    Files.writeString(folder.logs().resolve("kafka.log"), "x");
    folder.delete();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void deletesALinkButNotWhatItPointsTo() throws IOException {
    Path outside = Files.writeString(parent.resolve("thesis.txt"), "years of work");
    var folder = new DataFolder(parent.resolve("new"));
    folder.prepare();
    Files.createSymbolicLink(folder.path().resolve("link"), outside);
    folder.delete();
    assertThat(outside).exists();
  }

  @Test
  void isHeldByOneLauncherAtATime() throws IOException {
    var folder = new DataFolder(parent.resolve("new"));
    folder.prepare();
    try (var _ = folder.lock().orElseThrow().acquiredBy()) {
      assertThat(folder.lock()).isEmpty();
    }
  }

  @Test
  void keepsASecretForItsOwnerOnly() throws IOException {
    var folder = new DataFolder(parent.resolve("new"));
    folder.prepare();
    String secret = folder.secret("slack-key");
    assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
    assertThat(new DataFolder(parent.resolve("new")).secret("slack-key")).isEqualTo(secret);
    assertThat(Files.getPosixFilePermissions(folder.path().resolve("secrets").resolve("slack-key")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }
}
