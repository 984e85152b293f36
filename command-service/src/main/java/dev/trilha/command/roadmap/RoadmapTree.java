package dev.trilha.command.roadmap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.command.roadmap.markdown.Language;
import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A roadmap sent as JSON: the tree that reading it gives. The whole answer of reading may be sent
 * back; what only the service can say is ignored.
 *
 * @param roadmapId that of the address, if anything: a tree is not put under another name by
 *     mistake
 * @param language a BCP 47 tag; {@code und} when absent
 */
@JsonIgnoreProperties({"version", "publishedAt", "asOf", "plan"})
record RoadmapTree(
    @Nullable RoadmapId roadmapId,
    @Nullable String title,
    @Nullable String language,
    @Nullable List<@Nullable Node> children) {
  private static final int LONGEST_TITLE = 500;
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?|mailto):\\P{Cntrl}*|[^:\\p{Cntrl}]*");

  /**
   * @param rule {@code {"all":true}} when absent and there are children
   * @param leaf counted, and so ignored here; a client may send back what it read
   * @param total counted, and so ignored here
   */
  record Node(
      @Nullable NodeId id,
      @Nullable NodeKind kind,
      @Nullable String title,
      @Nullable CompletionRule rule,
      @Nullable Boolean leaf,
      @Nullable Integer total,
      @Nullable String text,
      @Nullable String url,
      @Nullable Weeks weeks,
      @Nullable Annotation annotation,
      @Nullable ReferenceTable table,
      @Nullable PrerequisiteChain chain,
      @Nullable List<@Nullable Node> children) {}

  RoadmapTree {
    requireTitle("title", title);
    language = language == null ? "und" : language;
    if (!Language.isTag(language)) {
      throw Refusal.Invalid.malformed("language", "is a BCP 47 tag");
    }
  }

  @Override
  public String title() {
    return Objects.requireNonNull(title);
  }

  @Override
  public String language() {
    return Objects.requireNonNull(language);
  }

  /**
   * @throws Refusal.Invalid when it says that it is another roadmap
   */
  void requireId(RoadmapId address) {
    if (roadmapId != null && !roadmapId.equals(address)) {
      throw Refusal.Invalid.unacceptable(
          "roadmapId", "is absent or that of the address, %s".formatted(address));
    }
  }

  /**
   * @throws Refusal.Invalid naming the first node that breaks a rule
   */
  List<RoadmapNode> nodes(ImportLimits limits) {
    if (children == null || children.isEmpty()) {
      throw Refusal.Invalid.malformed("children", "has at least one node");
    }
    List<RoadmapNode> nodes = new Reading(limits).read("children", children, 1, true);
    if (nodes.stream().allMatch(node -> node.total() == 0)) {
      throw Refusal.Invalid.unacceptable("children", "has at least one item to learn");
    }
    return nodes;
  }

  private static String requireTitle(String field, @Nullable String title) {
    if (title == null || title.isBlank()) {
      throw Refusal.Invalid.malformed(field, "is required");
    }
    if (title.length() > LONGEST_TITLE) {
      throw Refusal.Invalid.unacceptable(
          field, "has at most %d characters".formatted(LONGEST_TITLE));
    }
    return title;
  }

  /** One pass over the tree, counting nodes and remembering ids. */
  private static final class Reading {
    private final ImportLimits limits;
    private final Set<NodeId> ids = new HashSet<>();

    Reading(ImportLimits limits) {
      this.limits = limits;
    }

    /**
     * @param counted whether nothing above is only read
     */
    List<RoadmapNode> read(
        String field, @Nullable List<@Nullable Node> sources, int depth, boolean counted) {
      if (sources == null || sources.isEmpty()) {
        return List.of();
      }
      List<RoadmapNode> nodes = new ArrayList<>(sources.size());
      for (int i = 0; i < sources.size(); i++) {
        String place = "%s[%d]".formatted(field, i);
        nodes.add(read(place, required(place, sources.get(i)), depth, counted));
      }
      return nodes;
    }

    private RoadmapNode read(String field, Node source, int depth, boolean counted) {
      NodeId id = required(field + ".id", source.id());
      NodeKind kind = required(field + ".kind", source.kind());
      String title = requireTitle(field + ".title", source.title());
      if (source.url() != null && !isAddress(source.url())) {
        throw Refusal.Invalid.malformed(
            field + ".url",
            "is an http, https, mailto or relative address of at most %d characters"
                .formatted(ImportLimits.LONGEST_ADDRESS));
      }
      if (depth > limits.depth() && !kind.isRemark()) {
        throw Refusal.Invalid.unacceptable(
            field, "is at most %d levels deep".formatted(limits.depth()));
      }
      requireStructure(field, kind, source);
      if (kind == NodeKind.TIER && depth > 1) {
        throw Refusal.Invalid.unacceptable(field + ".kind", "is a tier only at the top");
      }
      if (!ids.add(id)) {
        throw Refusal.Invalid.unacceptable(field + ".id", "stands only once in a roadmap");
      }
      if (ids.size() > limits.nodes()) {
        throw Refusal.Invalid.unacceptable(
            "children", "has at most %d nodes".formatted(limits.nodes()));
      }
      List<RoadmapNode> children =
          read(field + ".children", source.children(), depth + 1, counted && !kind.isOnlyRead());
      return node(source, id, kind, title, children, counted);
    }

    private static RoadmapNode node(
        Node source,
        NodeId id,
        NodeKind kind,
        String title,
        List<RoadmapNode> children,
        boolean counted) {
      boolean single =
          kind == NodeKind.ITEM
              && children.stream().noneMatch(child -> child.kind() == NodeKind.ITEM);
      boolean leaf = counted && single;
      CompletionRule rule =
          single || kind.isOnlyRead()
              ? null
              : source.rule() == null ? CompletionRule.ALL : source.rule();
      int total =
          leaf
              ? 1
              : rule == null
                  ? 0
                  : Tally.of(
                          rule,
                          children.stream().map(child -> new Tally(0, 0, child.total())).toList())
                      .total();
      return new RoadmapNode(
          id,
          kind,
          title,
          rule,
          leaf,
          total,
          source.text(),
          source.url(),
          source.weeks(),
          source.annotation(),
          source.table(),
          source.chain(),
          children);
    }

    /** What a kind consists of is there, and stands at no other. */
    private static void requireStructure(String field, NodeKind kind, Node source) {
      requireExactlyAt(NodeKind.PLAN_ROW, kind, field + ".weeks", source.weeks());
      requireExactlyAt(NodeKind.ANNOTATION, kind, field + ".annotation", source.annotation());
      requireExactlyAt(NodeKind.REFERENCE_TABLE, kind, field + ".table", source.table());
      requireExactlyAt(NodeKind.PREREQUISITE_CHAIN, kind, field + ".chain", source.chain());
      if (kind.isRemark() && source.children() != null && !source.children().isEmpty()) {
        throw Refusal.Invalid.unacceptable(field + ".children", "is empty at this kind of node");
      }
    }

    private static void requireExactlyAt(
        NodeKind owner, NodeKind kind, String field, @Nullable Object value) {
      if (kind == owner) {
        required(field, value);
      } else if (value != null) {
        throw Refusal.Invalid.unacceptable(
            field, "stands only at a node of kind " + owner.wireName());
      }
    }

    private static boolean isAddress(String url) {
      return url.length() <= ImportLimits.LONGEST_ADDRESS && ADDRESS.matcher(url).matches();
    }

    private static <T> T required(String field, @Nullable T value) {
      if (value == null) {
        throw Refusal.Invalid.malformed(field, "is required");
      }
      return value;
    }
  }
}
