package dev.trilha.standalone.slack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest messages of every channel, in memory and, a line each, in a file, so that a restart
 * shows them again.
 */
final class SlackMessages {
  static final int KEPT_PER_CHANNEL = 1_000;

  private static final Logger log = LoggerFactory.getLogger(SlackMessages.class);
  private static final JsonMapper json = JsonMapper.shared();
  private static final int CHANNELS = 500;
  private static final long FILE_LIMIT = 32L * 1024 * 1024;

  private final Path file;
  private final long fileLimit;
  private final Map<String, Deque<SlackMessage>> channels = new TreeMap<>();
  private long lastId;
  private long rewrittenSize;

  SlackMessages(Path folder) {
    this(folder, FILE_LIMIT);
  }

  SlackMessages(Path folder, long fileLimit) {
    this.file = folder.resolve("messages.jsonl");
    this.fileLimit = fileLimit;
    try {
      Files.createDirectories(folder);
      load();
    } catch (IOException e) {
      throw new UncheckedIOException("the local Slack cannot use " + folder, e);
    }
  }

  /**
   * Empty when there are too many channels already. The message is in the file when this returns.
   */
  synchronized Optional<SlackMessage> add(String channel, Payload payload, Instant at) {
    if (!channels.containsKey(channel) && channels.size() >= CHANNELS) {
      return Optional.empty();
    }
    var message = new SlackMessage(lastId + 1, channel, at, payload.text(), payload.blocks());
    try {
      Files.writeString(
          file,
          json.writeValueAsString(message) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      keep(message);
      // Twice: if what is kept alone passes the limit, not every message may rewrite it all.
      if (Files.size(file) > Math.max(fileLimit, 2 * rewrittenSize)) {
        rewrite();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a message could not be kept", e);
    }
    return Optional.of(message);
  }

  /** Oldest first. */
  synchronized List<SlackMessage> of(String channel) {
    return List.copyOf(channels.getOrDefault(channel, new ArrayDeque<>()));
  }

  /** Of all channels, oldest first. */
  synchronized List<SlackMessage> all() {
    var all = new ArrayList<SlackMessage>();
    channels.values().forEach(all::addAll);
    all.sort(java.util.Comparator.comparingLong(SlackMessage::id));
    return all;
  }

  synchronized List<String> channels() {
    return List.copyOf(channels.keySet());
  }

  private void keep(SlackMessage message) {
    Deque<SlackMessage> channel =
        channels.computeIfAbsent(message.channel(), _ -> new ArrayDeque<>());
    channel.addLast(message);
    if (channel.size() > KEPT_PER_CHANNEL) {
      channel.removeFirst();
    }
    lastId = Math.max(lastId, message.id());
  }

  private void load() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int damaged = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          keep(json.readValue(line, SlackMessage.class));
        } catch (JacksonException unfinished) {
          damaged++;
        }
      }
    }
    if (damaged > 0) {
      log.warn(
          "{} lines of {} cannot be read: written by a process that was killed", damaged, file);
    }
    // Also mends a last line without its end, to which the next one would be glued.
    rewrite();
  }

  private void rewrite() throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
      for (SlackMessage message : all()) {
        writer.write(json.writeValueAsString(message));
        writer.newLine();
      }
    }
    Files.move(
        unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    rewrittenSize = Files.size(file);
  }
}
