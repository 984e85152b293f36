package dev.trilha.command.roadmap.markdown;

/**
 * How large a document may be.
 *
 * @param bytes of the document in UTF-8
 * @param nodes of the tree
 * @param depth of the tree, a tier being at depth 1, and of lists and quotes inside each other
 * @param lineLength characters (UTF-16 units) in one line
 */
public record ImportLimits(int bytes, int nodes, int depth, int lineLength) {
  /** 2 MiB, 20 000 nodes, 12 levels, 10 000 characters. */
  public static final ImportLimits DEFAULT = new ImportLimits(2 * 1024 * 1024, 20_000, 12, 10_000);

  /** Of what a link leads to, in characters. */
  public static final int LONGEST_ADDRESS = 2_000;

  /** Reading descends as deep as this without straining a thread's stack. */
  private static final int DEEPEST = 100;

  public ImportLimits {
    if (bytes < 1 || nodes < 1 || lineLength < 1) {
      throw new IllegalArgumentException("limits of an import are at least 1");
    }
    if (depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("the depth of a roadmap is limited to 1 to " + DEEPEST);
    }
  }
}
