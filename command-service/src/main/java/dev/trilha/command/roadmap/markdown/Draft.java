package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.Weeks;
import dev.trilha.schemas.markdown.ItemState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node in the making: it knows its line, but not yet its id. */
final class Draft {
  /** Longer titles are cut, with the whole in the text: a title is shown in one or two lines. */
  private static final int LONGEST_TITLE = 300;

  final NodeKind kind;
  final String title;
  final int line;

  /** Said by a mark; absent when it is to be found. */
  final @Nullable NodeId id;

  int choice;

  /** What its box or its mark says that was done with it. */
  ItemState state = ItemState.TODO;

  /** Whether entries below it have boxes. */
  boolean boxesInside;

  @Nullable String url;
  @Nullable Weeks weeks;
  @Nullable Annotation annotation;
  @Nullable ReferenceTable table;
  @Nullable PrerequisiteChain chain;
  final List<Draft> children = new ArrayList<>();
  private final List<String> text = new ArrayList<>();
  private @Nullable String exactText;

  Draft(NodeKind kind, String title, int line) {
    String whole = clean(Folding.singleSpaced(title));
    this.kind = kind;
    this.line = line;
    this.title = shownTitle(title);
    this.id = null;
    if (whole.length() > LONGEST_TITLE) {
      say(whole);
    }
  }

  private Draft(NodeId id, NodeKind kind, String title, int line) {
    this.kind = kind;
    this.line = line;
    this.title = title;
    this.id = id;
  }

  /** With a title that is taken as it is. */
  static Draft known(NodeId id, NodeKind kind, String title, int line) {
    return new Draft(id, kind, title, line);
  }

  /** A title on one line, cut where it is too long to be one. */
  static String shownTitle(String title) {
    String whole = clean(Folding.singleSpaced(title));
    if (whole.isBlank()) {
      return "?";
    }
    if (whole.length() <= LONGEST_TITLE) {
      return whole;
    }
    int space = whole.lastIndexOf(' ', LONGEST_TITLE);
    int cut = space > LONGEST_TITLE / 2 ? space : LONGEST_TITLE;
    cut -= Character.isHighSurrogate(whole.charAt(cut - 1)) ? 1 : 0;
    return whole.substring(0, cut).strip() + "…";
  }

  void say(@Nullable String words) {
    if (words != null && !words.isBlank()) {
      text.add(clean(words.strip()));
    }
  }

  /** Takes a text as it is; what is said besides comes after it. */
  void sayExactly(String words) {
    exactText = words;
  }

  @Nullable String text() {
    String said = PlainText.join(text);
    if (exactText == null || said == null) {
      return exactText == null ? said : exactText;
    }
    return exactText + "\n\n" + said;
  }

  boolean isOnlyRead() {
    return kind.isOnlyRead();
  }

  /** Whether it is ticked itself. */
  boolean isLeaf() {
    return kind == NodeKind.ITEM
        && children.stream().allMatch(child -> child.kind != NodeKind.ITEM);
  }

  @Nullable CompletionRule rule() {
    if (isOnlyRead() || isLeaf()) {
      return null;
    }
    return choice > 0 ? new CompletionRule.Any(choice) : CompletionRule.ALL;
  }

  /** What no store or reader takes: control characters, and halves of a character. */
  static String clean(String text) {
    boolean isClean = true;
    for (int i = 0; i < text.length() && isClean; i++) {
      char c = text.charAt(i);
      isClean = c == '\n' || c == '\t' || (!Character.isISOControl(c) && !Character.isSurrogate(c));
    }
    if (isClean) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
