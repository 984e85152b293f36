package dev.trilha.command.version;

import dev.trilha.command.problem.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header. An entity tag of ours is the version in quotes; where a plan is part
 * of the answer, {@code "3-7"} says besides which plan it was. Of several tags one has to match; a
 * weak one, and one that is not ours, never does.
 */
public final class IfMatch {
  /** Each is one more decision. */
  private static final int MOST_TAGS = 8;

  private static final Pattern ELEMENT =
      Pattern.compile("[ \\t,]*+(W/)?\"([^\"\\p{Cntrl}]*+)\"[ \\t]*+(?:,[ \\t,]*+|$)");
  private static final Pattern OURS = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18})[\\d-]{0,20})?");

  /**
   * What a caller asks for.
   *
   * @param version absent when the caller takes any
   * @param plan absent when the caller takes any
   */
  public record Tag(@Nullable Long version, @Nullable Long plan) {
    static final Tag ANY = new Tag(null, null);
  }

  /** Older versions first: a version that moves on meanwhile is met by those that follow. */
  private final List<Tag> tags;

  private IfMatch(List<Tag> tags) {
    this.tags = tags;
  }

  /**
   * @throws Refusal.Invalid when the header is neither a list of tags nor {@code *}
   */
  public static IfMatch of(@Nullable String header) {
    if (header == null || header.strip().equals("*")) {
      return new IfMatch(List.of(Tag.ANY));
    }
    List<Tag> tags = new ArrayList<>();
    Matcher element = ELEMENT.matcher(header);
    int at = 0;
    while (at < header.length()) {
      if (!element.region(at, header.length()).lookingAt()) {
        throw Refusal.Invalid.malformed("If-Match", "is a version in quotes, as ETag gave it");
      }
      at = element.end();
      Matcher ours = OURS.matcher(element.group(2));
      if (element.group(1) == null && ours.matches()) {
        tags.add(new Tag(Long.valueOf(ours.group(1)), number(ours.group(2))));
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw Refusal.Invalid.malformed("If-Match", "has at most %d tags".formatted(MOST_TAGS));
    }
    return new IfMatch(
        tags.stream().distinct().sorted(Comparator.comparingLong(IfMatch::age)).toList());
  }

  private static @Nullable Long number(@Nullable String digits) {
    return digits == null ? null : Long.valueOf(digits);
  }

  private static long age(Tag tag) {
    return tag.version() == null ? 0 : tag.version();
  }

  /**
   * Carries out a request for the tag that matches.
   *
   * @param request refuses a tag that does not match as {@link Refusal.Stale}, having stored
   *     nothing
   * @throws Refusal.Stale when none matches
   */
  public <T> T carryOut(Function<Tag, T> request) {
    if (tags.isEmpty()) {
      throw Refusal.Stale.neverMatching();
    }
    for (Tag tag : tags.subList(0, tags.size() - 1)) {
      try {
        return request.apply(tag);
      } catch (Refusal.Stale another) {
        // The next may match.
      }
    }
    return request.apply(tags.getLast());
  }
}
