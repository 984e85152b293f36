package dev.trilha.standalone.part;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts' log files, kept small: a file past the limit becomes {@code .1} and begins again.
 * Processes append, so emptying the file under them is safe; lines written during the copy may be
 * lost, which is the price of not standing between a process and its log.
 */
public final class PartLogs {
  private static final Logger log = LoggerFactory.getLogger(PartLogs.class);

  private final Path folder;
  private final long limit;

  /**
   * @param limit in bytes; a part takes at most about twice as much
   */
  public PartLogs(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  public Path of(String part) {
    return folder.resolve(part + ".log");
  }

  public void rotate() {
    try (var files = Files.list(folder)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
      for (Path file : logs) {
        if (Files.size(file) > limit) {
          Files.copy(
              file,
              file.resolveSibling(file.getFileName() + ".1"),
              StandardCopyOption.REPLACE_EXISTING);
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
          }
        }
      }
    } catch (IOException e) {
      log.warn("logs in {} cannot be kept small", folder, e);
    }
  }
}
