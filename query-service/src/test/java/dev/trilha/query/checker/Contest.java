package dev.trilha.query.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A board as it should be: a line for each entry. */
final class Contest {
  private final boolean byShare;
  private final List<Contender> contenders = new ArrayList<>();

  private record Contender(String id, int done, @Nullable Integer percent) {
    private int value(boolean byShare) {
      if (!byShare) {
        return done;
      }
      return percent == null ? -1 : percent;
    }
  }

  Contest(boolean byShare) {
    this.byShare = byShare;
  }

  void enter(String id, int done, @Nullable Integer percent) {
    contenders.add(new Contender(id, done, percent));
  }

  /** A rank is one more than there are better ones. */
  List<String> lines() {
    return contenders.stream()
        .sorted(
            Comparator.comparingInt((Contender one) -> -one.value(byShare))
                .thenComparing(Contender::id))
        .map(one -> {
          long better =
              contenders.stream()
                  .filter(other -> other.value(byShare) > one.value(byShare))
                  .count();
          return "%d %s %d %s".formatted(better + 1, one.id(), one.done(), one.percent());
        })
        .toList();
  }

  static List<String> lines(JsonNode board) {
    return board
        .path("entries")
        .valueStream()
        .map(entry ->
            "%d %s %d %s"
                .formatted(
                    entry.path("rank").asInt(),
                    entry.path("learnerId").asString(),
                    entry.path("done").asInt(),
                    entry.path("percent")))
        .toList();
  }
}
