package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.markdown.Details;
import dev.trilha.schemas.markdown.ItemState;
import dev.trilha.schemas.markdown.Mark;
import dev.trilha.schemas.markdown.TextLines;
import dev.trilha.schemas.markdown.TitleLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/**
 * A node made from a marked title. Title and text are taken as they were where they still stand as
 * they were written; else they are read by the ordinary rules.
 *
 * @param title the block that it was made from
 * @param reworded what the title says when somebody changed it
 */
record Marked(Reading reading, Node title, Draft draft, @Nullable Wording reworded) {
  static final Pattern BEFORE_TITLE = Pattern.compile("^(?:#{1,6} |\\[[ xX]] )");

  /**
   * @param block a paragraph or heading with a mark
   * @param natural what it hangs on if the mark does not name something else
   */
  static Marked of(Reading reading, Node block, Draft natural) {
    Mark mark = Objects.requireNonNull(reading.marks.on(block), "only asked for marked titles");
    int line = MarkdownDocument.line(block);
    Draft parent = reading.marks.parent(mark, natural, line);
    NodeKind kind = kind(reading, mark, parent, block, line);
    Optional<TitleLine> written = written(reading, block);
    Wording wording = null;
    Draft draft;
    if (written.isPresent()) {
      draft = reading.known(mark.id(), kind, written.get().title(), line);
      draft.url = written.get().url();
    } else {
      InlineText inline = InlineText.of(block);
      wording = Wording.of(inline);
      String title = block instanceof Heading heading ? Section.title(heading) : wording.title();
      draft = reading.known(mark.id(), kind, Draft.shownTitle(title), line);
      draft.url = inline.url();
    }
    draft.choice = mark.choice();
    draft.state = mark.state() == null ? ItemState.TODO : mark.state();
    parent.children.add(draft);
    reading.marks.became(mark, draft);
    return new Marked(reading, block, draft, wording);
  }

  private static NodeKind kind(Reading reading, Mark mark, Draft parent, Node block, int line) {
    if (mark.kind() != NodeKind.TIER || parent.equals(reading.marks.top)) {
      return mark.kind();
    }
    reading.warn(
        line, "a tier stands only at the top; this is taken as a part of what is above it");
    if (!(block instanceof Heading)) {
      return NodeKind.GROUP;
    }
    return parent.kind == NodeKind.TIER ? NodeKind.TOPIC : NodeKind.SUBTOPIC;
  }

  private static Optional<TitleLine> written(Reading reading, Node block) {
    String line = reading.document.firstLine(block);
    String mark = " " + reading.marks.comment(block);
    if (!line.endsWith(mark) || MarkdownDocument.lastLine(block) != MarkdownDocument.line(block)) {
      return Optional.empty();
    }
    String bare = line.substring(0, line.length() - mark.length());
    return TitleLine.read(BEFORE_TITLE.matcher(bare).replaceFirst(""));
  }

  /**
   * Takes the text that follows, if it stands as it was written.
   *
   * @param all the blocks behind the title in the same parent
   * @return the last block that was taken; the title when none was
   */
  Node readText(List<Node> all) {
    Node title = this.title;
    List<Node> following = all;
    if (!all.isEmpty() && readDetails(all.getFirst())) {
      title = all.getFirst();
      following = all.subList(1, all.size());
    }
    int blocks = 0;
    while (blocks < following.size() && isText(following.get(blocks))) {
      blocks++;
    }
    if (blocks == 0) {
      return title;
    }
    Node last = following.get(blocks - 1);
    Optional<String> text = TextLines.read(reading.document.lines(following.getFirst(), last));
    if (text.isEmpty()) {
      return title;
    }
    draft.sayExactly(text.get());
    return last;
  }

  /** Whether the block says what the node consists of. */
  private boolean readDetails(Node block) {
    if (!(block instanceof HtmlBlock html) || !html.getLiteral().startsWith(Details.BEGINNING)) {
      return false;
    }
    String comment = String.join("\n", reading.document.lines(block, block));
    Details details = Details.read(comment).orElse(null);
    if (details == null) {
      reading.warn(MarkdownDocument.line(block), "the data below a title cannot be read");
      return true;
    }
    draft.weeks = draft.kind == NodeKind.PLAN_ROW ? details.weeks() : null;
    draft.annotation = draft.kind == NodeKind.ANNOTATION ? details.annotation() : null;
    draft.table = draft.kind == NodeKind.REFERENCE_TABLE ? details.table() : null;
    draft.chain = draft.kind == NodeKind.PREREQUISITE_CHAIN ? details.chain() : null;
    return true;
  }

  /** Takes all text that follows, changed or not. */
  Node readWholeText(List<Node> following) {
    Node last = readText(following);
    int taken = following.indexOf(last) + 1;
    if (draft.text() != null) {
      return last;
    }
    for (Node block : following.subList(taken, following.size())) {
      if (!isText(block) || EntryReader.announcesList(block)) {
        break;
      }
      draft.say(PlainText.of(block));
      last = block;
    }
    return last;
  }

  private boolean isText(Node block) {
    return !(block instanceof ListBlock
        || block instanceof ThematicBreak
        || block instanceof BlockQuote
        || block instanceof Heading
        || reading.marks.on(block) != null);
  }
}
