package dev.trilha.benchmark.load;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;

/** Numbers of ticks in a file, in the order in which they were written. */
public final class Journal implements Closeable {
  private final DataOutputStream out;

  Journal(Path file) throws IOException {
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                1 << 16));
  }

  /** The ticks that were answered: {@code acknowledged}. */
  public static Path acknowledged(Path folder, String name) {
    return folder.resolve(name + ".acked");
  }

  /** The ticks whose answer never came, or refused them: they may be stored or not. */
  public static Path uncertain(Path folder, String name) {
    return folder.resolve(name + ".uncertain");
  }

  void write(int first, int size) throws IOException {
    for (int tick = first; tick < first + size; tick++) {
      out.writeInt(tick);
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Reads a journal; one that was never written is empty. */
  public static void read(Path file, IntConsumer ticks) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long count = Files.size(file) / Integer.BYTES;
    try (var in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (long i = 0; i < count; i++) {
        ticks.accept(in.readInt());
      }
    }
  }
}
