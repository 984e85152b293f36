package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Paging.Asked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Contenders in order: the highest value first. Equal values share a rank, and the next rank counts
 * them all (1, 2, 2, 4).
 *
 * @param <T> what is shown of one
 */
final class Ranking<T> {
  private final List<Ranked<T>> order;

  private Ranking(List<Ranked<T>> order) {
    this.order = order;
  }

  /**
   * @param value what it is ranked by
   */
  record Contender<T>(String id, long value, T shown) {}

  record Ranked<T>(int rank, Contender<T> contender) {
    String id() {
      return contender.id();
    }

    long value() {
      return contender.value();
    }
  }

  /**
   * A part of the ranking.
   *
   * @param last the entry after which the next page begins; absent on the last page
   */
  record Page<T>(List<Ranked<T>> entries, @Nullable Ranked<T> last) {}

  static <T> Ranking<T> of(Collection<Contender<T>> contenders) {
    // Among equals by id, so that the order is always the same and says nothing.
    List<Contender<T>> ordered =
        contenders.stream()
            .sorted(
                Comparator.comparingLong((Contender<T> one) -> one.value())
                    .reversed()
                    .thenComparing(Contender::id))
            .toList();
    List<Ranked<T>> ranked = new ArrayList<>(ordered.size());
    for (int i = 0; i < ordered.size(); i++) {
      Contender<T> contender = ordered.get(i);
      boolean ties = i > 0 && ranked.get(i - 1).value() == contender.value();
      ranked.add(new Ranked<>(ties ? ranked.get(i - 1).rank() : i + 1, contender));
    }
    return new Ranking<>(ranked);
  }

  List<Ranked<T>> all() {
    return order;
  }

  /**
   * @return nothing when it is asked for around somebody who is not ranked
   */
  @Nullable Page<T> page(Asked asked) {
    int from = asked.cursor() == null ? 0 : firstBehind(asked.cursor());
    if (asked.around() != null) {
      OptionalInt place = placeOf(asked.around());
      if (place.isEmpty()) {
        return null;
      }
      // As many before as after, as far as there are.
      from =
          Math.clamp(
              place.getAsInt() - asked.limit() / 2, 0, Math.max(0, order.size() - asked.limit()));
    }
    int to = Math.min(order.size(), from + asked.limit());
    return new Page<>(order.subList(from, to), to < order.size() ? order.get(to - 1) : null);
  }

  private int firstBehind(Cursor cursor) {
    return IntStream.range(0, order.size())
        .filter(i -> isBehind(cursor, order.get(i)))
        .findFirst()
        .orElse(order.size());
  }

  private static boolean isBehind(Cursor cursor, Ranked<?> entry) {
    return entry.value() < cursor.value()
        || (entry.value() == cursor.value() && entry.id().compareTo(cursor.id()) > 0);
  }

  private OptionalInt placeOf(String id) {
    return IntStream.range(0, order.size()).filter(i -> order.get(i).id().equals(id)).findFirst();
  }
}
