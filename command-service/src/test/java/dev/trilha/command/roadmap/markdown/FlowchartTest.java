package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PrerequisiteChain;
import dev.trilha.schemas.PrerequisiteChain.Link;
import dev.trilha.schemas.PrerequisiteChain.Member;
import dev.trilha.schemas.RoadmapNode;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowchartTest {
  private static PrerequisiteChain chain(String statements) {
    Flowchart read = Flowchart.of("graph TD\n" + statements);
    assertThat(read.notUnderstood()).as(statements).isEmpty();
    return Objects.requireNonNull(read.chain());
  }

  /** {@code A>B}, in the order of the links. */
  private static String links(PrerequisiteChain chain) {
    return chain.links().stream()
        .map(link -> link.before() + ">" + link.after())
        .collect(Collectors.joining(" "));
  }

  private static String titles(PrerequisiteChain chain) {
    return chain.members().stream().map(Member::title).collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A --> B                        ; A>B",
        "A-->B                          ; A>B",
        "A ---> B                       ; A>B",
        "A ==> B                        ; A>B",
        "A -.-> B                       ; A>B",
        "A -...-> B                     ; A>B",
        "A --> B --> C                  ; A>B B>C",
        "A -->|then| B                  ; A>B",
        "A -->|a & b| B                 ; A>B",
        "A -- then --> B                ; A>B",
        "A --then--> B                  ; A>B",
        "A == then ==> B                ; A>B",
        "A -. then .-> B                ; A>B",
        "A & B --> C                    ; A>C B>C",
        "A --> B & C --> D              ; A>B A>C B>D C>D",
        "A --o B                        ; A>B",
        "A --x B                        ; A>B",
        "A[One]:::wide --> B:::tall     ; A>B",
        "one-two --> three.four         ; one-two>three.four",
        "ação --> çedilha               ; ação>çedilha",
        "A --> A                        ; ''",
      })
  void aLinkSaysWhatComesFirst(String statement, String links) {
    assertThat(links(chain(statement))).isEqualTo(links);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "A[Read books]           ; Read books",
        "A(Read books)           ; Read books",
        "A([Read books])         ; Read books",
        "A[[Read books]]         ; Read books",
        "A[(Read books)]         ; Read books",
        "A((Read books))         ; Read books",
        "A(((Read books)))       ; Read books",
        "A{Read books}           ; Read books",
        "A{{Read books}}         ; Read books",
        "A>Read books]           ; Read books",
        "A[/Read books/]         ; Read books",
        "A[\\Read books\\]         ; Read books",
        "A[\"Read (all) books\"]   ; Read (all) books",
        "A(\"Read ] books\")       ; Read ] books",
        "A[Read (all)]           ; Read (all)",
        "A[Read<br/>books]       ; Read books",
        "A[\"`Read **books**`\"]   ; Read **books**",
        "A[Read & write]         ; Read & write",
        "A [Read books]          ; Read books",
        "A@{ shape: rect, label: \"Read\" } ; Read",
        "A                       ; A",
        "A[ ]                    ; A",
      })
  void aMemberIsCalledWhatItsShapeHolds(String statement, String title) {
    assertThat(titles(chain(statement))).isEqualTo(title);
  }

  @Test
  void entitiesAreDecoded() {
    assertThat(titles(chain("A[#quot;Cook#quot; &amp; #35;1 &eacute;]")))
        .isEqualTo("\"Cook\" & #1 é");
  }

  @Test
  void aMemberKeepsTheFirstTitleThatItWasGiven() {
    PrerequisiteChain chain = chain("A --> B\nA[One] --> C\nA[Two] --> D");

    assertThat(chain.members())
        .containsExactly(
            new Member("A", "One"),
            new Member("B", "B"),
            new Member("C", "C"),
            new Member("D", "D"));
  }

  @Test
  void whatOnlyConcernsLooksIsPassedOver() {
    PrerequisiteChain chain =
        chain(
            """
            %% a comment
            direction LR
            subgraph one [The first part]
              A --> B
            end
            B --> one
            classDef wide fill:#f9f,stroke:#333
            class A wide
            style B fill:#bbf
            linkStyle 0 stroke:red
            click A "https://example.org"
            """);

    assertThat(links(chain)).isEqualTo("A>B B>one");
    assertThat(titles(chain)).isEqualTo("A; B; The first part");
  }

  @Test
  void statementsMayShareALine() {
    assertThat(links(chain("A[a;b] --> B; B --> C;"))).isEqualTo("A>B B>C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A --- B", "A <--> B", "A -- with --- B", "A -.- B"})
  void aLinkWithoutADirectionLinksNothingAndIsTold(String statement) {
    Flowchart read = Flowchart.of("graph LR\n" + statement);

    assertThat(read.undirected()).containsExactly(1);
    assertThat(Objects.requireNonNull(read.chain()).links()).isEmpty();
    assertThat(read.chain().members()).hasSize(2);
  }

  @Test
  void aHiddenLinkIsNone() {
    assertThat(links(chain("A ~~~ B --> C"))).isEqualTo("B>C");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A -> B", "A[never ends --> B", "A -->", "--> B", "A[\"never] --> B", "A B"})
  void aStatementThatIsNotUnderstoodAddsNothing(String statement) {
    Flowchart read = Flowchart.of("flowchart TD\nX --> Y\n" + statement);

    assertThat(read.notUnderstood()).containsExactly(2);
    assertThat(links(Objects.requireNonNull(read.chain()))).isEqualTo("X>Y");
  }

  @ParameterizedTest
  @CsvSource({
    "graph, true",
    "graph TD, true",
    "flowchart LR, true",
    "flowchart-elk TB, true",
    "graph LR;, true",
    "pie, false",
    "graphic, false",
    "sequenceDiagram, false",
    "'', false",
  })
  void aFlowchartSaysThatItIsOne(String header, boolean is) {
    assertThat(Flowchart.is("%% about\n\n---\ntitle: x\n---\n" + header + "\nA --> B"))
        .isEqualTo(is);
  }

  @Test
  void aFlowchartOfARoadmapIsAPrerequisiteChain() {
    ImportedRoadmap roadmap =
        read("# R\n```mermaid\nflowchart TD\n  A[Eggs] --> B\n  A -> C\n```\n## First\n- a\n");

    RoadmapNode chain = node(roadmap, "mermaid");
    assertThat(chain.kind()).isEqualTo(NodeKind.PREREQUISITE_CHAIN);
    assertThat(Objects.requireNonNull(chain.chain()).links()).containsExactly(new Link("A", "B"));
    assertThat(chain.text()).isEqualTo("flowchart TD\n  A[Eggs] --> B\n  A -> C");
    assertThat(roadmap.report().prerequisites()).isEqualTo(2);
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(5));
  }

  @Test
  void aFlowchartInsideAnEntryIsKept() {
    RoadmapNode item =
        topic("- Cook:\n  ```mermaid\n  graph LR\n  A --> B\n  ```").children().getFirst();

    assertThat(item.leaf()).isTrue();
    assertThat(item.children())
        .singleElement()
        .extracting(RoadmapNode::kind)
        .isEqualTo(NodeKind.PREREQUISITE_CHAIN);
  }

  @ParameterizedTest
  @CsvSource({
    PrerequisiteChain.MOST_MEMBERS + ", PREREQUISITE_CHAIN",
    (PrerequisiteChain.MOST_MEMBERS + 1) + ", NOTE",
  })
  void aFlowchartPastTheLimitIsANoteAndReported(int members, NodeKind kind) {
    String statements =
        IntStream.range(0, members).mapToObj(i -> "n" + i).collect(Collectors.joining("\n"));
    ImportedRoadmap roadmap = read("```mermaid\ngraph TD\n" + statements + "\n```\n- a\n");

    assertThat(node(roadmap, "mermaid").kind()).isEqualTo(kind);
    assertThat(roadmap.report().warnings()).hasSize(kind == NodeKind.NOTE ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A & ", "A[", "-", "=", ".", "A-.", "<br", "A;", "#a;", "A-->", "\"", "@{", "A -- "
      })
  void longLinesOfTheSameAreReadInNoTime(String part) {
    String line = part.repeat(9_000 / part.length());
    String source = "graph TD\n" + (line + "\n").repeat(40) + ("A[" + line + "]\n").repeat(40);

    assertThatCode(() -> Flowchart.of(source)).doesNotThrowAnyException();
  }
}
