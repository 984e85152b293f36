package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can be said of a dashboard without asking anybody. */
class DashboardsTest {
  static Stream<Board> boards() {
    return Board.all().stream();
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(
            JsonMapper.shared()
                .readTree(Files.readString(Board.FOLDER.resolve("dashboard.schema.json"))));
  }

  @Test
  void bothBoardsAreThere() {
    assertThat(boards().map(Board::name)).containsExactly("team-learning-velocity", "the-road");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void isADashboardOfTheModel(Board board) throws IOException {
    assertThat(schema().validate(board.model())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', refesh",
    "/panels/0, datasorce",
    "/panels/0/gridPos, width",
    "/panels/0/fieldConfig/defaults, units",
    "/panels/0/fieldConfig/defaults/custom, drawStile",
    "/panels/0/options, graphmode",
    "/panels/0/targets/0, expression",
    "/templating/list/0, querry"
  })
  void aTypingErrorInAKeyIsNoDashboard(String place, String key) throws IOException {
    int places = 0;
    for (Board board : Board.all()) {
      JsonNode copy = board.model().deepCopy();
      // Rows have no more than a title and a place.
      ((ObjectNode) copy)
          .withArray("panels")
          .removeIf(panel -> panel.path("type").asString().equals("row"));
      if (copy.at(place) instanceof ObjectNode object) {
        object.put(key, "x");
        places++;

        assertThat(schema().validate(copy)).as("%s with %s%s", board, place, key).isNotEmpty();
      }
    }
    assertThat(places).isPositive();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void aDataSourceOfOneInstallationIsNoDashboard(Board board) throws IOException {
    JsonNode copy = board.model().deepCopy();
    ObjectNode target = (ObjectNode) firstPanel(copy).at("/targets/0/datasource");
    target.put("uid", "PBFA97CFB590B2093");

    assertThat(schema().validate(copy)).isNotEmpty();
  }

  private static JsonNode firstPanel(JsonNode model) {
    return model
        .path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panelsHaveAnIdEach(Board board) {
    List<Integer> ids =
        board.model().path("panels").valueStream().map(panel -> panel.path("id").asInt()).toList();

    assertThat(ids).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panelsHaveATitleEach(Board board) {
    assertThat(board.panels())
        .extracting(panel -> panel.path("title").asString())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void queriesOfAPanelAreToldApart(Board board) {
    for (JsonNode panel : board.panels()) {
      assertThat(panel.path("targets").findValuesAsString("refId"))
          .as(panel.path("title").asString())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panelsDoNotOverlapAndStayOnTheBoard(Board board) {
    Set<List<Integer>> taken = new HashSet<>();
    List<String> overlapping = new ArrayList<>();
    for (JsonNode panel : board.model().path("panels")) {
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").asInt() + place.path("w").asInt();
      assertThat(right).as(panel.path("title").asString()).isLessThanOrEqualTo(24);
      for (int x = place.path("x").asInt(); x < right; x++) {
        for (int y = place.path("y").asInt();
            y < place.path("y").asInt() + place.path("h").asInt();
            y++) {
          if (!taken.add(List.of(x, y))) {
            overlapping.add(panel.path("title").asString());
          }
        }
      }
    }
    assertThat(overlapping).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void queriesUseNoVariableThatTheBoardDoesNotHave(Board board) {
    Set<String> known =
        board
            .model()
            .path("templating")
            .path("list")
            .valueStream()
            .map(variable -> variable.path("name").asString())
            .collect(Collectors.toSet());

    assertThat(
            Pattern.compile("\\$\\{(\\w+)")
                .matcher(board.model().toString())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet()))
        .isEqualTo(known);
  }

  @Test
  void composeGivesWhatTheDataSourcesAskFor() throws IOException {
    String asked = Files.readString(Board.FOLDER.resolve("provisioning/datasources/trilha.yaml"));
    String compose = Files.readString(Board.FOLDER.resolve("../compose/compose.yaml"));
    String grafana = compose.substring(compose.indexOf("\n  grafana:\n"));

    assertThat(Pattern.compile("\\$\\{(\\w+)}").matcher(asked).results())
        .isNotEmpty()
        .extracting(variable -> variable.group(1))
        .allSatisfy(variable -> assertThat(grafana).contains("      " + variable + ": "));
  }

  /** {@code -Dpreview=write} draws it anew. */
  @Test
  void thePreviewShowsTheBoards() throws IOException {
    var file = Board.FOLDER.resolve("preview.txt");
    String drawn = boards().map(BoardPreview::of).collect(Collectors.joining("\n"));
    if ("write".equals(System.getProperty("preview"))) {
      Files.writeString(file, drawn);
    }

    assertThat(Files.readString(file)).isEqualTo(drawn);
  }
}
