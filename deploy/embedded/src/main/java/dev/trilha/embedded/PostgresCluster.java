package dev.trilha.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a PostgreSQL server keeps on the disk: its data, and the password that all others derive
 * from.
 */
final class PostgresCluster {
  static final String SUPERUSER = "postgres";
  static final String HOST = "127.0.0.1";

  private static final String FOLDER = "cluster";
  private static final String MAJOR = "18";
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Map<String, String> CONFIGURATION =
      Map.of(
          "listen_addresses", HOST,
          // Everybody comes by TCP; a socket file would be one more thing to clean up.
          "unix_socket_directories", "",
          "wal_level", "logical",
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_connections", "200",
          "max_wal_senders", "64",
          "max_replication_slots", "64",
          // A relay that is away must not fill the disk.
          "max_slot_wal_keep_size", "4GB");

  private final Path folder;
  private final String password;

  private PostgresCluster(Path folder, String password) {
    this.folder = folder;
    this.password = password;
  }

  /** Where the data is, in a server's directory. */
  static Path folderIn(Path home) {
    return home.resolve(FOLDER);
  }

  /**
   * Opens the cluster of a server's directory, made if there is none yet. A server that still runs
   * on it is stopped.
   *
   * @param home without symbolic links: processes are recognized by it
   */
  static PostgresCluster openIn(Path home) throws IOException {
    Path folder = folderIn(home);
    Path passwordFile = home.resolve("superuser.password");
    Postmaster.stopLeftover(folder);
    if (!Files.exists(folder)) {
      String password = writePassword(passwordFile);
      // Moved into place when whole: a start that is killed in the middle leaves nothing to stumble
      // over.
      Path unfinished = home.resolve(FOLDER + ".unfinished");
      Directories.delete(unfinished);
      PostgresCommand.initialize(unfinished, SUPERUSER, passwordFile);
      Files.move(unfinished, folder);
      return new PostgresCluster(folder, password);
    }
    String version = Files.readString(folder.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR)) {
      throw new ServerFailed(
          "%s was written by PostgreSQL %s, this is %s".formatted(folder, version, MAJOR));
    }
    return new PostgresCluster(folder, Files.readString(passwordFile).strip());
  }

  Path folder() {
    return folder;
  }

  String superuserPassword() {
    return password;
  }

  /** Derived instead of stored: the same in every run, and of no use for another role. */
  String passwordOf(String role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /**
   * Launches a server on the data.
   *
   * @param wishes settings over the defaults
   */
  Process launch(int port, Path log, Map<String, String> wishes) throws IOException {
    var configuration = new TreeMap<>(CONFIGURATION);
    configuration.putAll(wishes);
    List<String> arguments =
        new ArrayList<>(List.of("-D", folder.toString(), "-p", Integer.toString(port)));
    configuration.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    ProcessBuilder server = PostgresCommand.of("postgres", arguments);
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C reaches everybody in the terminal's session, and would stop the server before its
      // clients. The pid stays the same.
      server.command().addFirst(SETSID.toString());
    }
    return server
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static String writePassword(Path file) throws IOException {
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n");
    return password;
  }
}
