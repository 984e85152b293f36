package dev.trilha.query.notice;

import dev.trilha.schemas.StreamId;
import java.util.List;

/**
 * That something has changed.
 *
 * @param kind what it is about, for people and programs
 * @param stream the stream of which there is news
 * @param version the number of the stream's events that can be read now
 * @param subjects whom it concerns, each as {@link #learner} and {@link #team} name them
 * @param content JSON on one line
 */
public record Notice(
    String kind, StreamId stream, long version, List<String> subjects, String content) {
  public Notice {
    subjects = List.copyOf(subjects);
  }

  public static String learner(String learnerId) {
    return "learner/" + learnerId;
  }

  public static String team(String teamId) {
    return "team/" + teamId;
  }

  /**
   * As it is on the board.
   *
   * @param id grows from notice to notice, in the order in which they became visible; not every
   *     number is taken
   */
  public record Posted(long id, Notice notice) {}
}
