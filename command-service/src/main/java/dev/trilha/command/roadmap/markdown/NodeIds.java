package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Names nodes: {@code fundamentos.redes.modelo-osi}, the first words of the titles from the tier
 * down, without accents, ordinals and emoji.
 *
 * <p>Where those words do not tell the whole title or the whole path, a fingerprint of both follows
 * ({@code …-k3f9ad}). Hence the id of an item depends on its own title and those above it, not on
 * its neighbours, its place or the label it is grouped under. Only nodes that nothing else tells
 * apart are numbered, in the document's order.
 */
final class NodeIds {
  private static final int LONGEST = 96;
  private static final int SECTION_WORDS = 4;
  private static final int SECTION_LENGTH = 24;
  private static final int ITEM_WORDS = 5;
  private static final int ITEM_LENGTH = 36;
  private static final int FINGERPRINT = 6;

  /** Room for a fingerprint or a number when two nodes would have one name. */
  private static final int ROOM = 1 + FINGERPRINT;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "as", "o", "os", "e", "de", "da", "do", "das", "dos", "em", "no", "na", "um", "uma",
          "para", "com", "the", "an", "of", "and", "in", "to", "for");

  /**
   * Sections are named first, then what is ticked, then what is only read; kinds that came later
   * last, so that they take no name that another had.
   */
  private static final List<Set<NodeKind>> ORDER =
      List.of(
          EnumSet.of(NodeKind.TIER, NodeKind.TOPIC, NodeKind.SUBTOPIC, NodeKind.SELF_ASSESSMENT),
          EnumSet.of(NodeKind.ITEM),
          EnumSet.of(
              NodeKind.GROUP,
              NodeKind.NOTE,
              NodeKind.RESOURCE,
              NodeKind.CHALLENGE,
              NodeKind.PLAN,
              NodeKind.REFERENCE_TABLE,
              NodeKind.PREREQUISITE_CHAIN),
          EnumSet.of(NodeKind.PLAN_ROW, NodeKind.ANNOTATION));

  private final MessageDigest digest = sha256();
  private final Map<Draft, NodeId> ids = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** The way to a node: short for people, and its fingerprint for the rest. */
  private record Path(List<String> slugs, String key) {}

  private record Named(Draft draft, String id, String fingerprint) {}

  /**
   * @param kept the ids of the nodes that had one before
   * @param former all ids of the version before: none of them may mean something else now
   */
  static Map<Draft, NodeId> of(List<Draft> roots, Map<Draft, NodeId> kept, Set<NodeId> former) {
    NodeIds names = new NodeIds();
    names.ids.putAll(kept);
    former.forEach(id -> names.taken.add(id.value()));
    kept.values().forEach(id -> names.taken.add(id.value()));
    List<Named> all = new ArrayList<>();
    roots.forEach(root -> names.propose(root, new Path(List.of(), ""), all));
    all.removeIf(named -> kept.containsKey(named.draft()));
    for (Set<NodeKind> kinds : ORDER) {
      all.stream().filter(named -> kinds.contains(named.draft().kind)).forEach(names::settle);
    }
    return names.ids;
  }

  private void propose(Draft draft, Path above, List<Named> all) {
    if (ids.containsKey(draft) && draft.children.isEmpty()) {
      // Has its id, and is on nobody's way.
      return;
    }
    String identity = Folding.identity(draft.title);
    Slug slug = Slug.of(draft, identity);
    Path path = below(above, slug.text(), identity);
    String fingerprint = path.key().substring(0, FINGERPRINT);
    all.add(new Named(draft, id(path.slugs(), slug.lossy(), fingerprint), fingerprint));
    Path inside = draft.kind == NodeKind.GROUP ? above : path;
    draft.children.forEach(child -> propose(child, inside, all));
  }

  private void settle(Named named) {
    String id = named.id();
    if (taken.contains(id) && !id.endsWith(named.fingerprint())) {
      id = shortened(id, LONGEST - ROOM) + "-" + named.fingerprint();
    }
    if (taken.contains(id)) {
      String base = shortened(id, LONGEST - ROOM);
      do {
        id = base + "-" + numbers.merge(base, 2, (last, first) -> last + 1);
      } while (taken.contains(id));
    }
    taken.add(id);
    ids.put(named.draft(), new NodeId(id));
  }

  private static String id(List<String> slugs, boolean lossy, String fingerprint) {
    boolean whole = !lossy && length(slugs) <= LONGEST;
    int room = whole ? LONGEST : LONGEST - ROOM;
    int from = 0;
    while (length(slugs.subList(from, slugs.size())) > room) {
      from++;
    }
    String path = String.join(".", slugs.subList(from, slugs.size()));
    return whole ? path : path + "-" + fingerprint;
  }

  private static int length(List<String> slugs) {
    return slugs.stream().mapToInt(String::length).sum() + slugs.size() - 1;
  }

  private static String shortened(String id, int length) {
    return id.length() <= length ? id : id.substring(0, length);
  }

  private Path below(Path above, String slug, String identity) {
    List<String> slugs = new ArrayList<>(above.slugs());
    slugs.add(slug);
    byte[] key = digest.digest((above.key() + '\n' + identity).getBytes(StandardCharsets.UTF_8));
    return new Path(slugs, letters(key));
  }

  private static String letters(byte[] key) {
    StringBuilder letters = new StringBuilder(key.length);
    for (byte b : key) {
      letters.append(ALPHABET.charAt(b & (ALPHABET.length() - 1)));
    }
    return letters.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * The first words of a title.
   *
   * @param lossy whether another title might have the same
   */
  private record Slug(String text, boolean lossy) {
    static Slug of(Draft draft, String identity) {
      boolean ticked = draft.kind == NodeKind.ITEM;
      int mostWords = ticked ? ITEM_WORDS : SECTION_WORDS;
      int longest = ticked ? ITEM_LENGTH : SECTION_LENGTH;
      StringJoiner slug = new StringJoiner("-");
      boolean lossy = false;
      int words = 0;
      for (String word : telling(split(ticked ? identity : withoutAsides(identity)))) {
        boolean ascii = isAscii(word);
        boolean fits = words < mostWords && slug.length() + 1 + word.length() <= longest;
        if (!fits && words == 0 && ascii) {
          slug.add(word.substring(0, longest));
        } else if (fits && ascii) {
          slug.add(word);
        }
        words += ascii ? 1 : 0;
        lossy |= !fits || !ascii;
        if (!fits) {
          break;
        }
      }
      lossy |= identity.chars().anyMatch(c -> "+#=<>%$@*^~".indexOf(c) >= 0);
      return slug.length() > 0
          ? new Slug(slug.toString(), lossy && ticked)
          : new Slug(draft.kind.wireName(), true);
    }

    private static List<String> telling(List<String> words) {
      List<String> telling = words.stream().filter(word -> !SMALL_WORDS.contains(word)).toList();
      return telling.isEmpty() ? words : telling;
    }

    /** What stands in brackets only explains a section's title. */
    private static String withoutAsides(String title) {
      StringBuilder bare = new StringBuilder(title.length());
      int from = 0;
      int open = title.indexOf('(');
      int close = title.indexOf(')', open);
      while (open >= 0 && close >= 0) {
        bare.append(title, from, open).append(' ');
        from = close + 1;
        open = title.indexOf('(', from);
        close = title.indexOf(')', open);
      }
      bare.append(title, from, title.length());
      return Folding.hasWord(bare.toString()) ? bare.toString() : title;
    }

    private static List<String> split(String text) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      text.codePoints()
          .forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
              word.appendCodePoint(c);
            } else if (!word.isEmpty()) {
              words.add(word.toString());
              word.setLength(0);
            }
          });
      if (!word.isEmpty()) {
        words.add(word.toString());
      }
      return words;
    }

    private static boolean isAscii(String word) {
      return word.chars().allMatch(c -> c < 0x80);
    }
  }
}
