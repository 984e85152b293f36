package dev.trilha.command.roadmap;

import dev.trilha.schemas.CompletionRule;
import java.util.List;

/**
 * How much of something is done, counted in leaves.
 *
 * @param done at most {@code total - skipped}
 * @param skipped leaves that do not apply to this learner: they satisfy what is above them and earn
 *     nothing
 * @param total leaves that count
 */
public record Tally(int done, int skipped, int total) {
  public static final Tally NOTHING = new Tally(0, 0, 0);

  public static Tally leaf(boolean done, boolean skipped) {
    return new Tally(done ? 1 : 0, skipped ? 1 : 0, 1);
  }

  /** What the children come to under a completion rule. */
  public static Tally of(CompletionRule rule, List<Tally> children) {
    return switch (rule) {
      case CompletionRule.All() -> all(children);
      case CompletionRule.Any(int n) -> any(n, children);
    };
  }

  private static Tally all(List<Tally> children) {
    int done = 0;
    int skipped = 0;
    int total = 0;
    for (Tally child : children) {
      done += child.done;
      skipped += child.skipped;
      total += child.total;
    }
    return new Tally(done, skipped, total);
  }

  /**
   * A choice counts as the number of children that it asks for, however large they are. A skipped
   * child is one choice less, and counts as skipped only where too few are left to choose from.
   */
  private static Tally any(int n, List<Tally> children) {
    int eligible = 0;
    int complete = 0;
    int skipped = 0;
    for (Tally child : children) {
      if (child.total > 0) {
        eligible++;
        if (child.isComplete()) {
          complete++;
        } else if (child.skipped == child.total) {
          skipped++;
        }
      }
    }
    int total = Math.min(n, eligible);
    int done = Math.min(total, complete);
    int outOfReach = Math.max(0, total - (eligible - skipped));
    return new Tally(done, outOfReach, total);
  }

  /**
   * Everything that applies is done, and something was: an empty section, or one that was skipped
   * whole, is no achievement.
   */
  public boolean isComplete() {
    return done > 0 && done + skipped == total;
  }
}
