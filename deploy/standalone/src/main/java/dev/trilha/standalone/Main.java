package dev.trilha.standalone;

import dev.trilha.embedded.ServerFailed;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Behind the script {@code ./trilha}. What goes wrong is told in one line. */
public final class Main {
  private Main() {}

  /**
   * Property {@code trilha.home}: the project's folder; without it, the one around the working
   * directory.
   */
  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int exit;
    try {
      String home = System.getProperty("trilha.home", "");
      Path project = home.isBlank() ? PlatformSettings.projectAround(Path.of("")) : Path.of(home);
      CommandLine line = CommandLine.parse(List.of(arguments), System.getenv(), project);
      configureLogging(line);
      exit = new Commands(out).run(line);
    } catch (CommandLine.Misunderstood e) {
      exit = fail(e.getMessage(), 2);
    } catch (PlatformFailed | ServerFailed e) {
      exit = fail(e.getMessage(), 1);
    } catch (IOException | UncheckedIOException e) {
      exit = fail(reason(e), 1);
    } catch (InterruptedException e) {
      exit = 1;
    }
    System.exit(exit);
  }

  /** Before the first logger is made. */
  private static void configureLogging(CommandLine line) {
    boolean start = line.word() == CommandLine.Word.START;
    Path log = line.settings().data().resolve("logs").resolve("launcher.log");
    System.setProperty("trilha.launcher.log", log.toString());
    System.setProperty(
        "logback.configurationFile",
        "dev/trilha/standalone/logback-%s.xml".formatted(start ? "launcher" : "quiet"));
  }

  private static int fail(@Nullable String message, int code) {
    System.err.println("trilha: " + message);
    return code;
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof FileSystemException file && file.getReason() != null
        ? "%s: %s".formatted(file.getFile(), file.getReason())
        : cause.toString();
  }
}
