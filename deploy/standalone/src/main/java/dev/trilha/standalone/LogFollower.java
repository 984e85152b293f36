package dev.trilha.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Prints a log, and what is added to it. */
final class LogFollower {
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final Path file;
  private long position;

  LogFollower(Path file) {
    this.file = file;
  }

  /** Prints what came since the last time. A file that became shorter was begun anew. */
  void printNew(OutputStream out) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      if (log.length() < position) {
        position = 0;
      }
      log.seek(position);
      var buffer = new byte[64 * 1024];
      for (int read = log.read(buffer); read > 0; read = log.read(buffer)) {
        out.write(buffer, 0, read);
        position += read;
      }
      out.flush();
    }
  }

  /** For ever. */
  void follow(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      printNew(out);
      Thread.sleep(LOOK_EVERY);
    }
  }
}
