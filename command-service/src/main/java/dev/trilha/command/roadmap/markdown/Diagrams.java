package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PrerequisiteChain;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;

/** Reads diagrams: a flowchart as a chain of prerequisites, every other as a note. */
final class Diagrams {
  private static final String LANGUAGE = "mermaid";

  private final Reading reading;

  Diagrams(Reading reading) {
    this.reading = reading;
  }

  static boolean is(Node block) {
    return block instanceof FencedCodeBlock code && LANGUAGE.equals(code.getInfo().strip());
  }

  /**
   * @param code for which {@link #is} holds
   */
  Draft read(Node code) {
    int line = MarkdownDocument.line(code);
    String source = PlainText.of(code);
    if (!Flowchart.is(source)) {
      return draft(NodeKind.NOTE, source, line);
    }
    Flowchart flowchart = Flowchart.of(source);
    PrerequisiteChain chain = flowchart.chain();
    if (chain == null) {
      reading.warn(
          line,
          "a flowchart has more than %d members or %d links; it is kept as a note"
              .formatted(PrerequisiteChain.MOST_MEMBERS, PrerequisiteChain.MOST_LINKS));
      return draft(NodeKind.NOTE, source, line);
    }
    flowchart
        .notUnderstood()
        .forEach(index ->
            reading.warn(
                line + 1 + index,
                "this line of the flowchart is not understood; it is kept as text"));
    flowchart
        .undirected()
        .forEach(index ->
            reading.warn(
                line + 1 + index, "a link of the flowchart does not say what comes first"));
    Draft draft = draft(NodeKind.PREREQUISITE_CHAIN, source, line);
    draft.chain = chain;
    return draft;
  }

  private Draft draft(NodeKind kind, String source, int line) {
    Draft draft = reading.draft(kind, LANGUAGE, line);
    draft.say(source);
    return draft;
  }
}
