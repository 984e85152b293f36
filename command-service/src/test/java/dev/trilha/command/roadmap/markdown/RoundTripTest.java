package dev.trilha.command.roadmap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read: of any tree that can be published, with its ids. */
class RoundTripTest {
  // The same trees in each build, so that it does not depend on luck; another seed tries others.
  @Property(tries = 400, seed = "20261123")
  void givesTheSameTreeWithoutTheVersionBefore(
      @ForAll("trees") List<RoadmapNode> tree,
      @ForAll("titles") String title,
      @ForAll("languages") String language) {
    assertComesBack(tree, title, language, List.of());
  }

  @Property(tries = 200, seed = "20261124")
  void givesTheSameTreeAfterTheVersionBefore(
      @ForAll("trees") List<RoadmapNode> tree, @ForAll("titles") String title) {
    assertComesBack(tree, title, "en", tree);
  }

  @Property(tries = 100, seed = "6976735602312842648")
  void givesTheSameTreeAfterAnyOtherVersion(
      @ForAll("trees") List<RoadmapNode> tree, @ForAll("trees") List<RoadmapNode> before) {
    assertComesBack(tree, "Any", "pt-BR", before);
  }

  private static void assertComesBack(
      List<RoadmapNode> tree, String title, String language, List<RoadmapNode> before) {
    String markdown = RoadmapMarkdown.write(title, language, tree, Map.of());
    ImportedRoadmap read =
        MarkdownImporter.read(new RoadmapId("any"), markdown, before, ImportLimits.DEFAULT);
    assertThat(read.children()).as(markdown).isEqualTo(tree);
    assertThat(read.title()).isEqualTo(title);
    assertThat(read.language()).isEqualTo(language);
    assertThat(read.report().warnings()).isEmpty();
  }

  @Provide
  Arbitrary<List<RoadmapNode>> trees() {
    return RandomRoadmaps.trees();
  }

  @Provide
  Arbitrary<String> titles() {
    return RandomRoadmaps.titles();
  }

  @Provide
  Arbitrary<String> languages() {
    return RandomRoadmaps.languages();
  }
}
