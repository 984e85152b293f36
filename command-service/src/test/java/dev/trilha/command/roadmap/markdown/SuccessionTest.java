package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.all;
import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.readAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps its id, and with it its ticks, when a document changes. */
class SuccessionTest {
  private static final String BEFORE =
      """
      # Cooking
      ## Tier 1: Basics
      ### Knives
      - Hold a chef's knife
      - Sharpen a blade on a stone
      - Cut an onion finely
      ### Heat
      - Boil an egg
      - Fry an onion gently
      ## Tier 2: Mastery
      ### Sauces
      - Thicken with a roux
      """;

  private static String idBefore(String title) {
    return node(read(BEFORE), title).id().value();
  }

  private static String idAfter(String title, String now) {
    return node(readAfter(BEFORE, now), title).id().value();
  }

  @Test
  void aRewordedItemKeepsItsId() {
    String now = BEFORE.replace("Sharpen a blade on a stone", "Sharpen any blade on a wet stone");

    assertThat(idAfter("Sharpen any blade on a wet stone", now))
        .isEqualTo(idBefore("Sharpen a blade on a stone"));
  }

  @Test
  void aMovedItemKeepsItsId() {
    String now =
        BEFORE
            .replace("- Boil an egg\n", "")
            .replace("- Thicken with a roux\n", "- Thicken with a roux\n- Boil an egg\n");

    assertThat(idAfter("Boil an egg", now)).isEqualTo(idBefore("Boil an egg"));
  }

  @Test
  void theItemsOfARenamedSectionKeepTheirIds() {
    String now = BEFORE.replace("### Knives", "### Sharp tools and how to use them");

    assertThat(idAfter("Cut an onion finely", now)).isEqualTo(idBefore("Cut an onion finely"));
    assertThat(idAfter("Sharp tools and how to use them", now)).isEqualTo(idBefore("Knives"));
  }

  @Test
  void theItemsOfAMovedSectionKeepTheirIds() {
    String heat = "### Heat\n- Boil an egg\n- Fry an onion gently\n";
    String now = BEFORE.replace(heat, "") + heat;

    assertThat(idAfter("Heat", now)).isEqualTo(idBefore("Heat"));
    assertThat(idAfter("Boil an egg", now)).isEqualTo(idBefore("Boil an egg"));
  }

  @Test
  void aTierInFrontChangesNoId() {
    String now = BEFORE.replace("## Tier 1", "## Tier 0: Kitchen\n- Wash your hands\n## Tier 1");

    assertThat(all(readAfter(BEFORE, now).children()))
        .extracting(RoadmapNode::id)
        .containsAll(all(read(BEFORE).children()).stream().map(RoadmapNode::id).toList());
  }

  @Test
  void aNewItemDoesNotTakeTheIdOfARewordedOne() {
    String reworded = BEFORE.replace("Boil an egg", "Boil an egg softly");
    String now =
        reworded.replace("- Boil an egg softly\n", "- Boil an egg softly\n- Boil an egg\n");
    List<RoadmapNode> second = readAfter(BEFORE, reworded).children();
    ImportedRoadmap third =
        MarkdownImporter.read(new RoadmapId("any-roadmap"), now, second, ImportLimits.DEFAULT);

    assertThat(node(third, "Boil an egg softly").id().value()).isEqualTo(idBefore("Boil an egg"));
    assertThat(node(third, "Boil an egg").id().value()).isNotEqualTo(idBefore("Boil an egg"));
  }

  @ParameterizedTest
  @CsvSource({
    "Boil an egg, Roast a chicken",
    "Week 1, Week 2",
    "Read chapter 3 of the book, Read chapter 4 of the book",
  })
  void whatIsTooDifferentIsNew(String before, String now) {
    String first = "# R\n## A\n- stays\n- " + before + "\n";
    String second = "# R\n## A\n- stays\n- " + now + "\n";

    assertThat(node(readAfter(first, second), now).id())
        .isNotEqualTo(node(read(first), before).id());
  }

  @Test
  void theBestMatchIsTakenFirst() {
    String first = "# R\n## A\n- Read the manual of the oven\n";
    String second =
        "# R\n## A\n- Read the manual of the big oven twice\n- Read the manual of the oven, too\n";

    assertThat(node(readAfter(first, second), "Read the manual of the oven, too").id())
        .isEqualTo(node(read(first), "Read the manual of the oven").id());
  }

  @Test
  void nothingIsGuessedWhenSeveralMightHaveMoved() {
    String first = "# R\n## A\n- Practise daily\n- a\n## B\n- Practise daily\n- b\n## C\n- c\n";
    String second = "# R\n## A\n- a\n## B\n- b\n## C\n- c\n- Practise daily\n";

    assertThat(all(read(first).children()))
        .extracting(RoadmapNode::id)
        .doesNotContain(node(readAfter(first, second), "Practise daily").id());
  }

  @Test
  void anItemPutUnderALabelAndRewordedKeepsItsId() {
    String now = BEFORE.replace("- Boil an egg\n", "**Eggs:**\n- Boil an egg for six minutes\n");

    assertThat(idAfter("Boil an egg for six minutes", now)).isEqualTo(idBefore("Boil an egg"));
  }

  @Test
  void idsStayWhateverTheOrder() {
    List<String> items =
        new ArrayList<>(
            IntStream.range(0, 200)
                .mapToObj(i -> "- Subject " + (char) ('a' + i % 26) + i)
                .toList());
    String first = "# R\n## A\n" + String.join("\n", items) + "\n";
    Collections.shuffle(items, new Random(7));
    String second = "# R\n## A\n" + String.join("\n", items) + "\n";

    ImportedRoadmap before = read(first);
    ImportedRoadmap after = readAfter(first, second);
    for (RoadmapNode node : all(before.children())) {
      assertThat(node(after, node.title()).id()).isEqualTo(node.id());
    }
  }
}
