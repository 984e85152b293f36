package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.RoadmapId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;

/**
 * What a document is called, and where its outermost sections begin.
 *
 * <p>The title is the one heading of the highest level; or the first of several, when nothing but
 * words stands below it. A document without such a heading is called what its front matter says,
 * else by its id.
 *
 * @param line of the title, from 1
 * @param before what stands before the first section
 */
record TitlePage(String title, int line, List<Node> before, List<Section> sections) {
  static TitlePage of(Section root, FrontMatter frontMatter, RoadmapId id) {
    List<Section> outermost = root.children();
    int highest = outermost.stream().mapToInt(Section::level).min().orElse(0);
    List<Integer> places =
        IntStream.range(0, outermost.size())
            .filter(i -> outermost.get(i).level() == highest)
            .boxed()
            .toList();
    if (!places.isEmpty()) {
      int at = places.getFirst();
      Section first = outermost.get(at);
      boolean alone = places.size() == 1 && !Vocabulary.namesLevel(first.title());
      boolean leads = places.size() > 1 && at == 0 && isOnlyWords(first);
      if (alone || leads) {
        List<Node> before = new ArrayList<>(root.blocks());
        before.addAll(first.blocks());
        List<Section> sections = new ArrayList<>(outermost);
        sections.remove(at);
        sections.addAll(at, first.children());
        return new TitlePage(Draft.shownTitle(first.title()), first.line(), before, sections);
      }
    }
    return new TitlePage(withoutHeading(frontMatter, id), 1, root.blocks(), outermost);
  }

  /** What a document without a heading of its own is called. */
  static String withoutHeading(FrontMatter frontMatter, RoadmapId id) {
    String stated = frontMatter.get("title", "titulo");
    return stated.isEmpty() ? spelledOut(id) : Draft.shownTitle(stated);
  }

  private static boolean isOnlyWords(Section section) {
    return section.children().isEmpty()
        && section.blocks().stream().noneMatch(ListBlock.class::isInstance);
  }

  private static String spelledOut(RoadmapId id) {
    String words = id.value().replace('-', ' ').strip();
    return words.isEmpty()
        ? id.value()
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
