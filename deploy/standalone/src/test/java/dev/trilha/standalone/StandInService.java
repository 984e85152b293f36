package dev.trilha.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * As much of a service as the launcher sees: a jar that listens where the environment says and
 * tells that it is ready.
 */
final class StandInService {
  private StandInService() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("SERVER_PORT"));
    var server = HttpServer.create(new InetSocketAddress(System.getenv("SERVER_ADDRESS"), port), 0);
    String known =
        "%s %s"
            .formatted(
                System.getenv("SPRING_DATASOURCE_URL"),
                System.getenv("TRILHA_KAFKA_BOOTSTRAP_SERVERS"));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              "%s %s %s"
                  .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), known)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  /** A project's folder with the three services built. */
  static Path projectIn(Path home) throws IOException {
    for (Service service : Service.values()) {
      Path target = Files.createDirectories(home.resolve(service.module()).resolve("target"));
      writeJar(target.resolve(service.module() + "-0.1.0.jar"));
    }
    return home;
  }

  private static void writeJar(Path file) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
    String name = StandInService.class.getName().replace('.', '/') + ".class";
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        var content = StandInService.class.getResourceAsStream("/" + name)) {
      if (content == null) {
        throw new IOException("no " + name);
      }
      jar.putNextEntry(new JarEntry(name));
      content.transferTo(jar);
      jar.closeEntry();
    }
  }
}
