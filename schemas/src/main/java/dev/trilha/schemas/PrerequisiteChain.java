package dev.trilha.schemas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is learned before what. Its members are the author's words; which nodes of the roadmap they
 * mean is nowhere said.
 *
 * @param members in the order in which they are first named, at most {@value #MOST_MEMBERS}
 * @param links at most {@value #MOST_LINKS}
 */
public record PrerequisiteChain(List<Member> members, List<Link> links) {
  public static final int MOST_MEMBERS = 500;
  public static final int MOST_LINKS = 2_000;

  /**
   * @param key what the links call it, 1 to {@value #LONGEST_KEY} characters
   * @param title what people call it, 1 to {@value #LONGEST_TITLE} characters
   */
  public record Member(String key, String title) {
    public static final int LONGEST_KEY = 100;
    public static final int LONGEST_TITLE = 500;

    public Member {
      if (key.isEmpty() || key.length() > LONGEST_KEY) {
        throw new InvalidValueException("a key", "has 1 to %d characters".formatted(LONGEST_KEY));
      }
      if (title.isBlank() || title.length() > LONGEST_TITLE) {
        throw new InvalidValueException(
            "a title", "has 1 to %d characters".formatted(LONGEST_TITLE));
      }
    }
  }

  /** One member comes before another. Both are keys. */
  public record Link(String before, String after) {}

  public PrerequisiteChain {
    members = List.copyOf(members);
    links = List.copyOf(links);
    if (members.size() > MOST_MEMBERS || links.size() > MOST_LINKS) {
      throw new InvalidValueException(
          "a chain", "has at most %d members and %d links".formatted(MOST_MEMBERS, MOST_LINKS));
    }
    Set<String> keys = new HashSet<>();
    if (!members.stream().allMatch(member -> keys.add(member.key()))) {
      throw new InvalidValueException("a chain", "names each of its members once");
    }
    if (!links.stream()
        .allMatch(link -> keys.contains(link.before()) && keys.contains(link.after()))) {
      throw new InvalidValueException("a chain", "links only its members");
    }
  }
}
