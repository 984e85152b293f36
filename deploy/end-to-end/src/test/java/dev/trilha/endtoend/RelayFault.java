package dev.trilha.endtoend;

import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.standalone.Platform;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What may happen to the relay and to what it needs. Each returns when the fault is over. */
enum RelayFault {
  RELAY_KILLED {
    @Override
    void strike(Platform platform) throws Exception {
      for (int i = 0; i < 3; i++) {
        kill(platform, "command");
      }
    }
  },
  RELAY_PAUSED {
    @Override
    void strike(Platform platform) throws Exception {
      pause(platform, "command");
    }
  },
  SLOT_DROPPED {
    @Override
    void strike(Platform platform) throws Exception {
      withTheReaderGone(platform, "perform pg_drop_replication_slot('trilha_outbox')");
    }
  },
  SLOT_MOVED_AHEAD {
    @Override
    void strike(Platform platform) throws Exception {
      withTheReaderGone(
          platform, "perform pg_replication_slot_advance('trilha_outbox', pg_current_wal_lsn())");
    }
  },
  NOTE_DELETED {
    @Override
    void strike(Platform platform) throws Exception {
      execute(platform.database("command"), "delete from relay_progress");
    }
  },
  POSTGRES_KILLED {
    @Override
    void strike(Platform platform) throws Exception {
      kill(platform, "postgres");
    }
  },
  KAFKA_KILLED {
    @Override
    void strike(Platform platform) throws Exception {
      kill(platform, "kafka");
    }
  },
  KAFKA_PAUSED {
    @Override
    void strike(Platform platform) throws Exception {
      pause(platform, "kafka");
    }
  };

  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  abstract void strike(Platform platform) throws Exception;

  private static void kill(Platform platform, String part) {
    OptionalLong before = platform.part(part).pid();
    platform.part(part).kill();
    await(part + " never came back")
        .atMost(BACK_WITHIN)
        .until(() ->
            !platform.part(part).pid().equals(before)
                && platform.part(part).awaitReady(Duration.ofMinutes(1)));
  }

  private static void pause(Platform platform, String part)
      throws IOException, InterruptedException {
    long pid = platform.part(part).pid().orElseThrow();
    signal(pid, "-STOP");
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } finally {
      signal(pid, "-CONT");
    }
  }

  private static void signal(long pid, String signal) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, Long.toString(pid)).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("kill %s %d said %d".formatted(signal, pid, code));
    }
  }

  /** Takes the slot away from whoever reads it, for one statement. */
  private static void withTheReaderGone(Platform platform, String statement) throws SQLException {
    execute(
        platform.relay(),
        """
        do $$ declare reader int; begin
          loop
            select active_pid into reader from pg_replication_slots where slot_name = 'trilha_outbox';
            exit when reader is null;
            perform pg_terminate_backend(reader);
            perform pg_sleep(0.01);
          end loop;
          %s;
        end $$
        """
            .formatted(statement));
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
