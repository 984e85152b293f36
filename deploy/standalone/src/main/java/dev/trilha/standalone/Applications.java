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

/**
 * The services' jars, taken apart where no build touches them: a build must not pull the classes
 * away from under a running process, and a JVM starts a third sooner from plain jars than from jars
 * within a jar. A jar is taken apart once; another content gets another folder.
 */
final class Applications {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;

  Applications(Path folder) {
    this.folder = folder;
  }

  /** The jar to run instead of the given one. */
  Path unpacked(Path jar) throws IOException {
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
