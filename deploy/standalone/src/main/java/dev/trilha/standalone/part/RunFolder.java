package dev.trilha.standalone.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers on disk which processes are ours, for the case that the launcher is killed and another
 * one has to clean up.
 */
public final class RunFolder {
  private static final Logger log = LoggerFactory.getLogger(RunFolder.class);
  private static final String SUFFIX = ".pid.json";
  private static final JsonMapper json = JsonMapper.shared();

  private final Path folder;

  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Notes that the process is that of the part. A process that is gone already is not worth noting.
   */
  public void remember(String part, ProcessHandle process) {
    ProcessIdentity.of(process)
        .ifPresent(identity -> write(part + SUFFIX, json.writeValueAsString(identity)));
  }

  public void forget(String part) {
    try {
      Files.deleteIfExists(folder.resolve(part + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part's process as noted, if it still runs. */
  public Optional<ProcessHandle> find(String part) {
    Path file = folder.resolve(part + SUFFIX);
    try {
      return Files.exists(file)
          ? json.readValue(Files.readString(file), ProcessIdentity.class).find()
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      log.warn("{} cannot be read and is ignored", file, e);
      return Optional.empty();
    }
  }

  /**
   * Stops those of the parts that a killed launcher left running: asks all at once, insists after
   * the patience. Other processes are not touched, whatever pid they have.
   *
   * @return the names of those that were still there
   */
  public List<String> stopLeftovers(List<String> parts, Duration patience) {
    var found = new ArrayList<ProcessHandle>();
    var names = new ArrayList<String>();
    for (String part : parts) {
      find(part)
          .ifPresent(process -> {
            found.add(process);
            names.add(part);
            process.destroy();
          });
    }
    long deadline = System.nanoTime() + patience.toNanos();
    for (ProcessHandle process : found) {
      long left = Math.max(1, deadline - System.nanoTime());
      process.onExit().completeOnTimeout(process, left, TimeUnit.NANOSECONDS).join();
      if (process.isAlive()) {
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
      }
    }
    parts.forEach(this::forget);
    return names;
  }

  /** Replaces a file of the folder as a whole; a reader sees the old or the new one. */
  public void write(String name, String content) {
    try {
      Path unfinished = folder.resolve(name + ".new");
      Files.writeString(unfinished, content);
      Files.move(
          unfinished,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<String> read(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
