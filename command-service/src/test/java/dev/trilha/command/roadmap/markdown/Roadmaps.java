package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Words for tests of the import: read a text, find a node by its title. */
final class Roadmaps {
  private static final RoadmapId ANY = new RoadmapId("any-roadmap");

  private Roadmaps() {}

  static ImportedRoadmap read(String markdown) {
    return MarkdownImporter.read(ANY, markdown, List.of(), ImportLimits.DEFAULT);
  }

  /** The second document as the next version of the first. */
  static ImportedRoadmap readAfter(String before, String now) {
    return MarkdownImporter.read(ANY, now, read(before).children(), ImportLimits.DEFAULT);
  }

  /** A topic of a tier that holds this. */
  static ImportedRoadmap readTopic(String markdown) {
    return read("# Roadmap\n\n## Tier 1: Basics\n\n### Topic\n\n" + markdown + "\n\n## Tier 2\n");
  }

  static RoadmapNode topic(String markdown) {
    return node(readTopic(markdown), "Topic");
  }

  static RoadmapNode node(ImportedRoadmap roadmap, String title) {
    return all(roadmap.children()).stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(title + " in " + roadmap.children()));
  }

  static List<String> titles(List<RoadmapNode> nodes) {
    return nodes.stream().map(RoadmapNode::title).toList();
  }

  static List<String> titles(ImportedRoadmap roadmap, NodeKind kind) {
    return titles(all(roadmap.children()).stream().filter(n -> n.kind() == kind).toList());
  }

  static List<RoadmapNode> all(List<RoadmapNode> roots) {
    List<RoadmapNode> all = new ArrayList<>();
    for (RoadmapNode root : roots) {
      all.add(root);
      all.addAll(all(root.children()));
    }
    return all;
  }
}
