package dev.trilha.endtoend;

import java.io.IOException;

/** What a process is told by the system. */
enum Signal {
  /** Frozen: nothing is closed, nobody is told. */
  STOP,
  CONT,
  /** To PostgreSQL: a fast shutdown. */
  INT;

  void to(long pid) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("kill -%s %d said %d".formatted(name(), pid, code));
    }
  }
}
