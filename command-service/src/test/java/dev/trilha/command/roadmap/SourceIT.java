package dev.trilha.command.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The bytes that a version was published from stay what they were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceIT {
  private static final String TREE =
      "{\"title\":\"R\",\"children\":[{\"id\":\"x\",\"kind\":\"item\",\"title\":\"x\"}]}";

  private CommandService service;

  @BeforeAll
  void start() {
    service = CommandService.start();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void aDamagedDocumentIsGivenBackAsItCame() throws Exception {
    String text =
        "# P\u00e3o\n## N\u00edvel\n- Prepara\u00e7\u00e3o, fermenta\u00e7\u00e3o\n- \u00c1gua\n";
    byte[] damaged =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            .getBytes(StandardCharsets.UTF_8);
    Answer report = service.sendBytes("PUT", "/v1/roadmaps/pao", "text/markdown", damaged);

    HttpResponse<byte[]> source = source("pao");

    assertThat(report.body().path("encodingRepaired").asBoolean()).isTrue();
    assertThat(source.body()).isEqualTo(damaged);
    assertThat(source.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=UTF-8");
    assertThat(source.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"pao-v1.md\"");
    assertThat(source.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(source.headers().firstValue("ETag")).hasValue("\"1\"");
  }

  @Test
  void everyVersionHasItsOwn() throws Exception {
    service.publish("own", "# R\n- one\n");
    service.publish("own", "# R\n- one\n- two\n");
    service.publish("own", "# R\n\n\n- one\n- two\n");

    assertThat(source("own?version=1").body()).asString().isEqualTo("# R\n- one\n");
    assertThat(source("own").body()).asString().isEqualTo("# R\n- one\n- two\n");
    assertThat(source("own?version=2").body()).isEqualTo(source("own").body());
    assertThat(source("own?version=3").statusCode()).isEqualTo(404);
    assertThat(source("own?version=0").statusCode()).isEqualTo(400);
  }

  @Test
  void aDryRunKeepsNothing() {
    service.publish("dry?dryRun=true", "# R\n- one\n");

    assertThat(kept("dry")).isEmpty();
  }

  @Test
  void aVersionThatWasPublishedAsATreeHasNone() throws Exception {
    service.put("/v1/roadmaps/tree", TREE);

    HttpResponse<byte[]> source = source("tree");

    assertThat(source.statusCode()).isEqualTo(404);
    assertThat(new String(source.body(), StandardCharsets.UTF_8))
        .contains("urn:trilha:problem:unknown-roadmap", "not published from Markdown");
  }

  @Test
  void aServiceThatDiedAfterStoringTheVersionLeavesItsBytes() throws Exception {
    service.publish("died", "# R\n- one\n");
    service
        .jdbc()
        .sql("update roadmap_source set settled = false where roadmap_id = 'died'")
        .update();

    assertThat(source("died").body()).asString().isEqualTo("# R\n- one\n");
  }

  @Test
  void bytesOfAVersionThatNeverCameAreNotThoseOfTheOneThatDid() throws Exception {
    service.publish("never", "# R\n- one\n");
    leaveBytesBehind("never", 2);
    assertThat(service.put("/v1/roadmaps/never", TREE).body().path("version").asInt()).isEqualTo(2);
    assertThat(source("never?version=2").statusCode()).isEqualTo(404);
    leaveBytesBehind("never", 3);

    service.publish("never", "# R\n- three\n");

    assertThat(source("never").body()).asString().isEqualTo("# R\n- three\n");
    assertThat(
            service.texts(
                "select version from roadmap_source where roadmap_id = 'never' and version = 3"))
        .as("what was left is cleared away")
        .hasSize(1);
  }

  @Test
  void ofPublishersWhoMeetEachVersionHasTheBytesOfItsOwn() throws Exception {
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        String document = "# R\n- Slide number " + "abc".charAt(i) + " into the oven\n";
        answers.add(publishers.submit(() -> service.publish("race", document)));
      }
    }

    for (int i = 0; i < 3; i++) {
      int version = answers.get(i).get().body().path("version").asInt();
      assertThat(source("race?version=" + version).body())
          .asString()
          .contains("number " + "abc".charAt(i));
    }
    assertThat(kept("race")).hasSize(3);
  }

  /** As a service does that dies before it stored the version. */
  private void leaveBytesBehind(String roadmap, int version) {
    service
        .jdbc()
        .sql(
            """
            insert into roadmap_source (roadmap_id, version, digest, document)
            values (?, ?, '\\x00', 'lost')
            """)
        .params(roadmap, version)
        .update();
  }

  private List<String> kept(String roadmap) {
    return service.texts("select version from roadmap_source where roadmap_id = ?", roadmap);
  }

  private HttpResponse<byte[]> source(String roadmapAndQuery)
      throws IOException, InterruptedException {
    String address = roadmapAndQuery.replaceFirst("(\\?|$)", "/source$1");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/roadmaps/%s".formatted(service.port(), address)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }
}
