package dev.trilha.command.roadmap.markdown;

/** A document goes past one of the {@link ImportLimits}. Its message is fit for its author. */
public final class RoadmapTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which limit. Only {@code BYTES} speaks of the document as sent; the others of what it says. */
  public enum Limit {
    BYTES("the document has more than %,d bytes"),
    NODES("the roadmap has more than %,d nodes"),
    DEPTH("the roadmap is nested more than %,d levels deep"),
    LINE("a line has more than %,d characters");

    private final String rule;

    Limit(String rule) {
      this.rule = rule;
    }
  }

  private final Limit limit;
  private final int line;

  RoadmapTooLargeException(Limit limit, int allowed, int line) {
    super(
        limit.rule.formatted(allowed).replace(',', ' ') + (line > 0 ? " (line " + line + ")" : ""));
    this.limit = limit;
    this.line = line;
  }

  public Limit limit() {
    return limit;
  }

  /** The first line past the limit, from 1; 0 when it is the whole document. */
  public int line() {
    return line;
  }
}
