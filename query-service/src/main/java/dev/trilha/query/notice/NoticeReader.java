package dev.trilha.query.notice;

import dev.trilha.query.notice.Notice.Posted;
import java.util.List;

/**
 * Is handed every notice of all replicas, in order, soon after it was posted. Called by the one
 * thread that listens: it must not wait.
 */
public interface NoticeReader {
  /**
   * Whether it would do anything with a notice now. While nobody is interested, notices are not
   * fetched; who becomes interested looks at the rows once it is.
   */
  boolean isInterested();

  void read(List<Posted> notices);

  /** More was posted than is kept while nobody could listen: some notices never come. */
  void missedSome();
}
