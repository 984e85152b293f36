package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.PrerequisiteChain.Link;
import dev.trilha.schemas.PrerequisiteChain.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flowchart of mermaid, read as what comes before what. Looks, groups and labels of links say
 * nothing about that and are passed over; a statement that is not understood as a whole adds
 * nothing.
 *
 * @param chain absent when it has more members or links than one may have
 * @param notUnderstood lines of the source, from 0
 * @param undirected lines with a link that has no arrow, or one at both ends
 */
record Flowchart(
    @Nullable PrerequisiteChain chain, List<Integer> notUnderstood, List<Integer> undirected) {
  private static final Pattern HEADER =
      Pattern.compile("(?:graph|flowchart(?:-elk)?)(?:\\s+(?:TB|TD|BT|RL|LR))?\\s*(?:;.*)?");
  private static final Pattern PASSED_OVER =
      Pattern.compile(
          "(?:%%.*|(?:end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)\\b:?(?:\\s.*)?)");
  private static final Pattern SUBGRAPH = Pattern.compile("subgraph\\b\\s*+(.*)");
  private static final String FRONT_MATTER = "---";

  /** Whether the source says that it is one. */
  static boolean is(String source) {
    return HEADER.matcher(header(source.lines().toList())).matches();
  }

  static Flowchart of(String source) {
    return new Reader().read(source.lines().toList());
  }

  private static String header(List<String> lines) {
    int at = headerAt(lines);
    return at < lines.size() ? lines.get(at).strip() : "";
  }

  /** The first line that is neither empty, nor a comment, nor front matter. */
  private static int headerAt(List<String> lines) {
    boolean frontMatter = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.equals(FRONT_MATTER)) {
        frontMatter = !frontMatter;
      } else if (!frontMatter && !line.isEmpty() && !line.startsWith("%%")) {
        return i;
      }
    }
    return lines.size();
  }

  private static final class Reader {
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Set<Link> links = new LinkedHashSet<>();
    private final Set<Integer> notUnderstood = new LinkedHashSet<>();
    private final Set<Integer> undirected = new LinkedHashSet<>();

    Flowchart read(List<String> lines) {
      int first = headerAt(lines);
      for (int i = first; i < lines.size() && !isTooLarge(); i++) {
        String line = lines.get(i).strip();
        if (i == first) {
          int end = line.indexOf(';');
          line = end < 0 ? "" : line.substring(end + 1);
        }
        for (String statement : FlowchartStatement.split(line)) {
          read(statement, i);
        }
      }
      return new Flowchart(chain(), List.copyOf(notUnderstood), List.copyOf(undirected));
    }

    private boolean isTooLarge() {
      return titles.size() > PrerequisiteChain.MOST_MEMBERS
          || links.size() > PrerequisiteChain.MOST_LINKS;
    }

    private @Nullable PrerequisiteChain chain() {
      if (isTooLarge()) {
        return null;
      }
      List<Member> members = new ArrayList<>(titles.size());
      titles.forEach(
          (key, title) -> members.add(new Member(key, title.isEmpty() ? nameOf(key) : title)));
      return new PrerequisiteChain(members, List.copyOf(links));
    }

    private String nameOf(String key) {
      return groups.getOrDefault(key, key);
    }

    private void read(String statement, int line) {
      if (statement.isEmpty() || PASSED_OVER.matcher(statement).matches()) {
        return;
      }
      var group = SUBGRAPH.matcher(statement);
      if (group.matches()) {
        FlowchartStatement.member(group.group(1))
            .filter(member -> !member.title().isEmpty())
            .ifPresent(member -> groups.put(member.key(), member.title()));
        return;
      }
      FlowchartStatement read = FlowchartStatement.of(statement);
      if (read == null) {
        notUnderstood.add(line);
        return;
      }
      read.members()
          .forEach(member -> titles.merge(member.key(), member.title(), Reader::firstSaid));
      for (FlowchartStatement.Step step : read.steps()) {
        link(step, line);
      }
    }

    private static String firstSaid(String known, String title) {
      return known.isEmpty() ? title : known;
    }

    private void link(FlowchartStatement.Step step, int line) {
      if (!step.directed()) {
        undirected.add(line);
        return;
      }
      for (String before : step.from()) {
        for (String after : step.to()) {
          // A cross of two long lists would fill the memory before anybody counted it.
          if (links.size() <= PrerequisiteChain.MOST_LINKS && !before.equals(after)) {
            links.add(new Link(before, after));
          }
        }
      }
    }
  }
}
