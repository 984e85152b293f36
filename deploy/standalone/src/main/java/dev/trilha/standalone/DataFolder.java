package dev.trilha.standalone;

import dev.trilha.standalone.part.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds all that Trilha keeps on this machine. A mark in it says that it is ours;
 * without the mark nothing is written or deleted.
 */
final class DataFolder {
  static final long LEAST_SPACE = 500L * 1024 * 1024;

  private static final String MARK = ".trilha-data";

  private final Path path;

  DataFolder(Path path) {
    this.path = path;
  }

  /** Makes the folder, or makes sure that it is one of ours with room to work in. */
  void prepare() {
    try {
      if (Files.exists(path) && !isOurs() && !isEmpty()) {
        throw new PlatformFailed(
            "%s holds something else than Trilha's data; choose another folder with --data or TRILHA_DATA"
                .formatted(path));
      }
      Files.createDirectories(path);
      long room = Files.getFileStore(path).getUsableSpace();
      if (room < LEAST_SPACE) {
        throw new PlatformFailed(
            "the disk of %s is full: %d MiB are free, %d MiB are needed"
                .formatted(path, room >> 20, LEAST_SPACE >> 20));
      }
      Files.writeString(
          path.resolve(MARK), "Data of Trilha's launcher. ./trilha reset deletes this folder.\n");
      Files.createDirectories(logs());
      Files.createDirectories(path.resolve("run"));
    } catch (IOException e) {
      throw new PlatformFailed("%s cannot be written: %s".formatted(path, e), e);
    }
  }

  /**
   * Held until it is released or the launcher is no more, however it ended; empty when another
   * launcher has it.
   */
  Optional<FileLock> lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              path.resolve("run").resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException ofThisProcess) {
        return Optional.empty();
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      return Optional.ofNullable(lock);
    } catch (IOException e) {
      throw new PlatformFailed("%s cannot be locked: %s".formatted(path, e), e);
    }
  }

  boolean exists() {
    return Files.exists(path);
  }

  boolean isOurs() {
    return Files.exists(path.resolve(MARK));
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Applications applications() {
    return new Applications(path.resolve("app"));
  }

  Path slack() {
    return path.resolve("slack");
  }

  /**
   * A secret of its own for a name, made once.
   *
   * @return 32 random bytes in Base64
   */
  String secret(String name) {
    Path file = path.resolve("secrets").resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      var random = new byte[32];
      new SecureRandom().nextBytes(random);
      String secret = Base64.getEncoder().encodeToString(random);
      Files.createDirectories(path.resolve("secrets"));
      Path unfinished = file.resolveSibling(name + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, secret);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return secret;
    } catch (IOException e) {
      throw new PlatformFailed("%s cannot be written: %s".formatted(file, e), e);
    }
  }

  RunFolder run() {
    return new RunFolder(path.resolve("run"));
  }

  /** Deletes all of it, the mark last: what is interrupted can be asked for again. */
  void delete() {
    if (!isOurs()) {
      throw new PlatformFailed(
          "%s is no data folder of Trilha; nothing was deleted".formatted(path));
    }
    try {
      Folders.deleteAllBut(path, Set.of(path.resolve(MARK)));
      Files.delete(path.resolve(MARK));
      Files.delete(path);
    } catch (IOException e) {
      throw new PlatformFailed("%s cannot be deleted: %s".formatted(path, e), e);
    }
  }

  private boolean isEmpty() throws IOException {
    try (var children = Files.list(path)) {
      return children.findAny().isEmpty();
    }
  }
}
