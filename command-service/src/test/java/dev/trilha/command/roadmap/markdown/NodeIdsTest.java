package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.all;
import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.RoadmapNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdsTest {
  private static String idOf(String title, String markdown) {
    return node(read(markdown), title).id().value();
  }

  private static List<String> ids(String markdown) {
    return all(read(markdown).children()).stream().map(node -> node.id().value()).toList();
  }

  @Test
  void anIdIsReadable() {
    assertThat(
            idOf(
                "Índices e Partições",
                "# R\n"
                    + "## TIER 1 — Fundamentos (2026)\n"
                    + "### 3. Banco de Dados 💾\n"
                    + "- Índices e Partições\n"))
        .isEqualTo("fundamentos.banco-dados.indices-particoes");
  }

  @ParameterizedTest
  @CsvSource({
    "TIER 1 — Basics, TIER 2 — Basics",
    "1. Basics, 7) Basics",
    "1.2 Basics, 3.4.5 Basics",
    "Nível 2: Basics, Level IV - Basics",
    "🚀 Basics, Basics",
    "**Basics**:, 👩‍💻 Basics",
    "Básics, BASICS",
  })
  void ordinalsAndOrnamentsAreNoPartOfAnId(String title, String other) {
    String id = ids("# R\n## " + title + "\n- a\n").get(0);

    assertThat(ids("# R\n## " + other + "\n- a\n").get(0)).isEqualTo(id).isEqualTo("basics");
  }

  @Test
  void anOrdinalIsTheIdWhenThereIsNothingElse() {
    assertThat(ids("# R\n## Tier 1\n- a\n## Tier 2\n- a\n"))
        .containsExactly("tier-1", "tier-1.a", "tier-2", "tier-2.a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3D graphics", "12 factor apps", "2038 problem"})
  void aNumberThatBelongsToTheTitleStays(String title) {
    assertThat(idOf(title, "# R\n## A\n- " + title + "\n"))
        .isEqualTo("a." + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
  }

  @Test
  void theIdOfAnItemStaysWhenNeighboursComeAndGo() {
    String long1 = "One two three four five six seven eight";
    String before = "# R\n## A\n### T\n- " + long1 + "\n- C\n";
    String after =
        "# R\n## A\n### T\n- One two three four five six other\n- C++\n- new\n- C\n- "
            + long1
            + "\n";

    assertThat(idOf(long1, after)).isEqualTo(idOf(long1, before));
    assertThat(idOf("C", after)).isEqualTo(idOf("C", before));
  }

  @Test
  void theIdOfAnItemStaysWhenSectionsAreReordered() {
    String a = "### A part\n- x\n";
    String b = "### Another part\n- x\n";

    assertThat(ids("# R\n## T\n" + a + b))
        .containsExactlyInAnyOrderElementsOf(ids("# R\n## T\n" + b + a));
  }

  @Test
  void theIdOfAnItemStaysWhenItIsPutUnderALabelOrDescribedAnew() {
    String plain = idOf("Knife skills", "# R\n## A\n- **Knife skills:** cut\n");

    assertThat(idOf("Knife skills", "# R\n## A\n**Tools:**\n- **Knife skills:** cut finely\n"))
        .isEqualTo(plain);
  }

  @Test
  void titlesThatDifferOnlyInSignsAreToldApart() {
    assertThat(ids("# R\n## A\n- C\n- C++\n- C#\n")).doesNotHaveDuplicates().contains("a.c");
  }

  @Test
  void twinsAreNumbered() {
    List<String> ids = ids("# R\n## A\n- twin\n- twin\n- twin\n");

    assertThat(ids.get(1)).isEqualTo("a.twin");
    assertThat(ids.get(2)).matches("a\\.twin-[a-z2-7]{6}");
    assertThat(ids.get(3)).isEqualTo(ids.get(2) + "-2");
  }

  @ParameterizedTest
  @CsvSource({"A roda e o eixo, roda-eixo", "E / OU, ou", "O, o", "A a, a-a"})
  void smallWordsCountOnlyWhenThereAreNoOthers(String title, String id) {
    assertThat(idOf(title, "# R\n## Z\n- " + title + "\n")).isEqualTo("z." + id);
  }

  @Test
  void titlesInOtherScriptsHaveIds() {
    assertThat(ids("# R\n## 基礎\n- データベース\n- ネットワーク\n"))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z0-9.-]+"));
  }

  @Test
  void deepPathsKeepTheirEndAndFit() {
    String word = "incomprehensibilities ".repeat(4);
    StringBuilder markdown = new StringBuilder("# R\n## " + word + "\n### " + word + "\n");
    for (int depth = 0; depth < 8; depth++) {
      markdown.append("  ".repeat(depth)).append("- ").append(word).append(depth).append('\n');
    }

    assertThat(ids(markdown.toString())).doesNotHaveDuplicates().allMatch(id -> id.length() <= 96);
  }

  @Test
  void everyNodeHasItsOwnIdAmongThousandsOfTwins() {
    List<RoadmapNode> nodes = all(read("# R\n## A\n" + "- twin\n".repeat(9_000)).children());

    assertThat(nodes).extracting(RoadmapNode::id).doesNotHaveDuplicates().hasSize(9_001);
  }
}
