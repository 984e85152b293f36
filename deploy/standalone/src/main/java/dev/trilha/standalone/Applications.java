package dev.trilha.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The services' jars, taken apart where no build touches them: a build must not pull the classes
 * away from under a running process, and a JVM starts a third sooner from plain jars than from jars
 * within a jar. A jar is taken apart once; another content gets another folder.
 */
public final class Applications {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;

  /**
   * @param folder where the parts are kept; made when it is needed
   */
  public Applications(Path folder) {
    this.folder = folder;
  }

  /**
   * The one runnable jar of a service.
   *
   * @param home the project's folder
   * @param module folder of the service below it, and first part of the jar's name
   * @throws PlatformFailed when it is not built
   */
  public static Path jarOf(Path home, String module) {
    Path target = home.resolve(module).resolve("target");
    Pattern name = Pattern.compile(Pattern.quote(module) + "-\\d[\\w.-]*\\.jar");
    if (Files.isDirectory(target)) {
      try (var files = Files.list(target)) {
        List<Path> jars =
            files
                .filter(file -> name.matcher(file.getFileName().toString()).matches())
                .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests|plain)\\.jar"))
                .sorted()
                .toList();
        if (!jars.isEmpty()) {
          return jars.getLast();
        }
      } catch (IOException e) {
        throw new PlatformFailed("%s cannot be read: %s".formatted(target, e), e);
      }
    }
    throw new PlatformFailed("%s is not built; run: mvn -DskipTests package".formatted(module));
  }

  /** The jar to run instead of the given one. */
  public Path unpacked(Path jar) throws IOException {
    String module = jar.getFileName().toString().replaceFirst("-\\d.*", "");
    Path place = folder.resolve(module + "-" + fingerprint(jar));
    if (!Files.exists(place)) {
      Files.createDirectories(folder);
      deleteFormer(module);
      Path unfinished = Files.createTempDirectory(folder, "unpacking-" + module);
      unpack(jar, unfinished);
      Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    }
    return place.resolve(jar.getFileName());
  }

  private static void unpack(Path jar, Path target) throws IOException {
    if (!isLayered(jar)) {
      Files.copy(jar, target.resolve(jar.getFileName()));
      return;
    }
    Process tool =
        new ProcessBuilder(
                JavaProcess.command(
                    128,
                    List.of(
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        target.toString())))
            .redirectErrorStream(true)
            .start();
    tool.getOutputStream().close();
    tool.onExit()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(_ -> tool.destroyForcibly());
    String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.onExit().join().exitValue() != 0) {
      throw new PlatformFailed("%s cannot be unpacked: %s".formatted(jar, output.strip()));
    }
  }

  private static boolean isLayered(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest() != null
          && file.getManifest().getMainAttributes().getValue("Spring-Boot-Version") != null;
    }
  }

  /** What was unpacked of other builds, and what a killed launcher began to unpack. */
  private void deleteFormer(String module) throws IOException {
    try (var folders = Files.list(folder)) {
      for (Path former : folders.toList()) {
        String name = former.getFileName().toString();
        if (name.startsWith(module + "-") || name.startsWith("unpacking-" + module)) {
          Folders.delete(former);
        }
      }
    }
  }

  private static String fingerprint(Path jar) throws IOException {
    try (InputStream file = Files.newInputStream(jar);
        var content = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(content.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
