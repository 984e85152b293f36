package dev.trilha.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary directories that a killed JVM doesn't leave behind for ever: the next one to need one
 * sweeps.
 */
public final class Directories {
  private static final Logger log = LoggerFactory.getLogger(Directories.class);
  private static final String OWNER = "owner";
  private static final Duration TIME_TO_SIGN = Duration.ofMinutes(1);

  private Directories() {}

  /**
   * A new directory for this JVM alone, after deleting those of JVMs that are gone (their servers
   * are stopped first).
   */
  public static Path temporary() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    String prefix = "trilha-%s-".formatted(System.getProperty("user.name").replaceAll("\\W", "_"));
    try {
      sweep(parent, prefix);
      Path directory = Files.createTempDirectory(parent, prefix);
      Files.writeString(directory.resolve(OWNER), identityOf(ProcessHandle.current()));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory in " + parent, e);
    }
  }

  /** Deletes a directory with all it holds; what is already gone is fine. */
  public static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new Deletion());
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (IOException e) {
      log.warn("could not delete {}", directory, e);
    }
  }

  private static void sweep(Path parent, String prefix) throws IOException {
    List<Path> abandoned;
    try (var children = Files.list(parent)) {
      abandoned =
          children
              .filter(child -> child.getFileName().toString().startsWith(prefix))
              .filter(Files::isDirectory)
              .filter(Directories::isAbandoned)
              .toList();
    }
    for (Path directory : abandoned) {
      Postmaster.stopLeftover(PostgresCluster.folderIn(directory));
      delete(directory);
    }
  }

  private static boolean isAbandoned(Path directory) {
    try {
      if (!Files.isReadable(directory)
          || !Files.getOwner(directory).getName().equals(System.getProperty("user.name"))) {
        return false;
      }
      Path owner = directory.resolve(OWNER);
      if (!Files.exists(owner)) {
        return Files.getLastModifiedTime(directory)
            .toInstant()
            .isBefore(Instant.now().minus(TIME_TO_SIGN));
      }
      String identity = Files.readString(owner);
      long pid = Long.parseLong(identity.substring(0, identity.indexOf(' ')));
      return ProcessHandle.of(pid).map(Directories::identityOf).filter(identity::equals).isEmpty();
    } catch (IOException | RuntimeException unreadable) {
      // Being deleted by another JVM at this moment, or not ours after all: leave it.
      return false;
    }
  }

  /** A pid alone may be another process by now; with its start time it is not. */
  private static String identityOf(ProcessHandle process) {
    Optional<Instant> started = process.info().startInstant();
    return process.pid() + " " + started.map(Instant::toEpochMilli).orElse(0L);
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
