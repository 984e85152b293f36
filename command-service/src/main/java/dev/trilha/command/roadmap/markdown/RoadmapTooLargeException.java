package dev.trilha.command.roadmap.markdown;

/** A document goes past one of the {@link ImportLimits}. Its message is fit for its author. */
public final class RoadmapTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which limit. Only {@code BYTES} speaks of the document as sent; the others of what it says. */
  public enum Limit {
    BYTES("has at most %,d bytes"),
    NODES("has at most %,d nodes"),
    DEPTH("is at most %,d levels deep"),
    LINE("has at most %,d characters in a line");

    private final String rule;

    Limit(String rule) {
      this.rule = rule;
    }
  }

  private final Limit limit;
  private final int line;
  private final String rule;

  RoadmapTooLargeException(Limit limit, int allowed, int line) {
    String said =
        limit.rule.formatted(allowed).replace(',', ' ') + (line > 0 ? " (line " + line + ")" : "");
    super("a roadmap " + said);
    this.limit = limit;
    this.line = line;
    this.rule = said;
  }

  /** What holds for a document that is taken, for instance {@code has at most 20 000 nodes}. */
  public String rule() {
    return rule;
  }

  public Limit limit() {
    return limit;
  }

  /** The first line past the limit, from 1; 0 when it is the whole document. */
  public int line() {
    return line;
  }
}
