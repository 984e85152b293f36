package dev.trilha.command.roadmap.markdown;

import static dev.trilha.command.roadmap.markdown.Roadmaps.node;
import static dev.trilha.command.roadmap.markdown.Roadmaps.read;
import static dev.trilha.command.roadmap.markdown.Roadmaps.readTopic;
import static dev.trilha.command.roadmap.markdown.Roadmaps.titles;
import static dev.trilha.command.roadmap.markdown.Roadmaps.topic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.markdown.ImportReport.Warning;
import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- Plain words              | Plain words   | ",
        "- [ ] Boxed                | Boxed         | ",
        "- [x] Ticked by its author | Ticked by its author | ",
        "* Starred                  | Starred       | ",
        "1. Numbered                | Numbered      | ",
        "- **Bold:**                | Bold          | ",
        "- **Bold:** and more       | Bold          | and more",
        "- **Bold**: and more       | Bold          | and more",
        "- **Bold** — and more      | Bold          | and more",
        "- **Bold** words only      | Bold words only | ",
        "- Plain: and more          | Plain: and more | ",
        "- Read `code` and _this_   | Read code and this | ",
        "- A &amp; B                | A & B         | ",
        "- List<String> in Java     | List<String> in Java | ",
        "- <b>HTML</b> bold         | HTML bold     | ",
        "- ![a logo](x.png) Docker  | a logo Docker | ",
        "- 🚀 Launch                | 🚀 Launch     | ",
      })
  void titlesAreWhatPeopleRead(String entry, String title, String text) {
    RoadmapNode item = topic(entry).children().getFirst();

    assertThat(item.title()).isEqualTo(title);
    assertThat(item.text()).isEqualTo(text);
    assertThat(item.leaf()).isTrue();
  }

  @Test
  void aTitleEndsAtTheFirstBreakMadeOnPurpose() {
    RoadmapNode item = topic("- Learn to\n  swim  \n  slowly").children().getFirst();

    assertThat(item.title()).isEqualTo("Learn to swim");
    assertThat(item.text()).isEqualTo("slowly");
  }

  @Test
  void aLabelOverNestedEntriesIsNoPartOfTheItem() {
    RoadmapNode item =
        topic("- [ ] **Swim:**  \n  Passos:\n  - [ ] Float\n  - [ ] Kick").children().getFirst();

    assertThat(item.title()).isEqualTo("Swim");
    assertThat(item.text()).isNull();
    assertThat(item.rule()).isEqualTo(CompletionRule.ALL);
    assertThat(item.leaf()).isFalse();
    assertThat(item.total()).isEqualTo(2);
    assertThat(titles(item.children())).containsExactly("Float", "Kick");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- [ ] Swim\n  - [ ] Float\n  - [ ] Kick  \n  Contexto: water is wet",
        "- [ ] Swim\n  - [ ] Float\n  - [ ] Kick\n  Contexto: water is wet",
        "- [ ] Swim\n  - [ ] Float\n  - [ ] Kick\n\n  Contexto: water is wet",
        "* Swim\n\t* Float\n\t* Kick  \n  Contexto: water is wet",
      })
  void aContextBelowTheLastSubItemBelongsToTheItem(String entry) {
    RoadmapNode item = topic(entry).children().getFirst();

    assertThat(titles(item.children())).containsExactly("Float", "Kick", "Contexto");
    assertThat(item.children().getLast().annotation()).isEqualTo(Annotation.CONTEXT);
    assertThat(item.children().getLast().text()).isEqualTo("water is wet");
    assertThat(item.children()).allMatch(child -> child.children().isEmpty());
    assertThat(item.total()).isEqualTo(2);
  }

  @Test
  void aContextSetUnderASubItemStaysThere() {
    RoadmapNode item =
        topic("- Swim\n  - Float  \n    Contexto: on your back").children().getFirst();

    RoadmapNode subItem = item.children().getFirst();
    assertThat(titles(item.children())).containsExactly("Float");
    assertThat(subItem.leaf()).isTrue();
    assertThat(subItem.children())
        .singleElement()
        .extracting(RoadmapNode::text)
        .isEqualTo("on your back");
  }

  @Test
  void aContextMayBelongTwoLevelsUp() {
    RoadmapNode item =
        topic("- Swim\n  - Float\n    - Breathe  \n  Nota: relax").children().getFirst();

    assertThat(item.text()).isEqualTo("Nota: relax");
  }

  @Test
  void labelledEntriesUnderAnItemDescribeIt() {
    RoadmapNode item =
        topic("- **Go:**\n  - **Frameworks:** none needed\n  - *Foco:* speed")
            .children()
            .getFirst();

    assertThat(item.leaf()).isTrue();
    assertThat(item.text()).isEqualTo("Frameworks: none needed\n\nFoco: speed");
  }

  @Test
  void aLabelledEntryOfATopicIsAnItem() {
    assertThat(topic("- **Ferramentas:** pots, pans").children().getFirst().leaf()).isTrue();
  }

  @Test
  void entriesOfATopicWithATaskListAreTextUnlessBoxed() {
    ImportedRoadmap roadmap = readTopic("- [ ] Do\n  - like this\n\nAside:\n\n* Rest");
    RoadmapNode topic = node(roadmap, "Topic");

    assertThat(titles(topic.children())).containsExactly("Do");
    assertThat(topic.children().getFirst().text()).isEqualTo("- like this");
    assertThat(topic.text()).isEqualTo("Aside:\n\n- Rest");
    assertThat(roadmap.report().warnings()).extracting(Warning::line).containsExactly(8, 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  - [A book](http://b)", "  - **Foco:** speed", "  - Tip: relax"})
  void entriesBelowATaskThatAreUnderstoodAreNotReported(String entry) {
    assertThat(readTopic("- [ ] Do\n" + entry).report().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- [ ] Languages (choose two)\n  - Java\n  - Go\n  - Rust",
        "- [ ] z\n\n**Languages (choose two):**\n- Java\n- Go\n- Rust",
      })
  void whatATitleLetsPeopleChooseFromAreItemsWithoutABoxToo(String entries) {
    ImportedRoadmap roadmap = readTopic(entries);
    RoadmapNode languages = topic(entries).children().getLast();

    assertThat(languages.rule()).isEqualTo(new CompletionRule.Any(2));
    assertThat(titles(languages.children())).containsExactly("Java", "Go", "Rust");
    assertThat(languages.children()).allMatch(RoadmapNode::leaf);
    assertThat(roadmap.report().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "- [ ] <img src=x onerror=alert(1)>, <img src=x onerror=alert(1)>",
    "- [ ] ![](a.png), ![](a.png)",
    "- ![](a.png), ![](a.png)",
    "- [ ] &nbsp;, &nbsp;",
    "- [ ], [ ]",
    "- [x], [x]",
  })
  void anEntryWithoutWordsIsKeptAsItIsWrittenAndReported(String entry, String kept) {
    ImportedRoadmap roadmap = readTopic("- [ ] a\n" + entry + "\n  - [ ] inner\n- [ ] b");
    RoadmapNode topic = node(roadmap, "Topic");

    assertThat(titles(topic.children())).containsExactly("a", kept, "inner", "b");
    assertThat(topic.children().get(1).kind()).isEqualTo(NodeKind.NOTE);
    assertThat(topic.total()).isEqualTo(3);
    assertThat(roadmap.report().warnings()).extracting(Warning::line).containsExactly(8);
  }

  @Test
  void aDescribingEntryWithoutWordsIsTextAsItIsWritten() {
    assertThat(topic("- [ ] a\n  - ![](a.png)").children().getFirst().text())
        .isEqualTo("- ![](a.png)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ul>\n<li><input type=\"checkbox\"> one</li>\n</ul>",
        "- [ ] b\n\n  <ol><LI>one</ol>",
      })
  void aListInHtmlIsTextAndReported(String html) {
    ImportedRoadmap roadmap = readTopic("- [ ] a\n\n" + html);

    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("HTML"));
  }

  @Test
  void aListInHtmlOutsideTheTiersIsReportedToo() {
    assertThat(read("# R\n## A\n- x\n## About\n<ul><li>one</ul>\n").report().warnings())
        .extracting(Warning::line)
        .containsExactly(5);
  }

  @Test
  void anEntryOverBoxedOnesIsAnItemWithSubItems() {
    assertThat(topic("- Both\n  - [ ] a\n  - [ ] b").children().getFirst().total()).isEqualTo(2);
  }

  @Test
  void boxedEntriesInAQuoteAreNotLost() {
    assertThat(topic("> - [ ] quoted").total()).isEqualTo(1);
  }

  @Test
  void codeInsideAnEntryIsItsText() {
    RoadmapNode item =
        topic("- Draw it:\n  ```\n  - [ ] A -> B\n  ```\n- Next").children().getFirst();

    assertThat(item.title()).isEqualTo("Draw it");
    assertThat(item.text()).isEqualTo("- [ ] A -> B");
    assertThat(item.leaf()).isTrue();
  }

  @Test
  void noBreakSpacesAreSpaces() {
    assertThat(topic("-\u00A0[ ]\u00A0Hidden\u00A0trap").children().getFirst().title())
        .isEqualTo("Hidden trap");
  }

  @Test
  void anEntryWithoutWordsIsReportedAndItsInnerOnesKept() {
    ImportedRoadmap roadmap = readTopic("-\n- - inner\n- a");

    assertThat(titles(node(roadmap, "Topic").children())).containsExactly("inner", "a");
    assertThat(roadmap.report().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.line()).isEqualTo(7));
  }

  @Test
  void aLinkAloneIsAResource() {
    RoadmapNode resource = topic("- 📖 [The book](https://example.org/b)").children().getFirst();

    assertThat(resource.kind()).isEqualTo(NodeKind.RESOURCE);
    assertThat(resource.url()).isEqualTo("https://example.org/b");
    assertThat(resource.rule()).isNull();
    assertThat(resource.total()).isZero();
  }

  @Test
  void aBoxedLinkIsAnItem() {
    RoadmapNode item = topic("- [ ] [Read me](https://example.org)").children().getFirst();

    assertThat(item.leaf()).isTrue();
    assertThat(item.url()).isEqualTo("https://example.org");
  }

  @Test
  void aLinkByReferenceLeadsWhereTheReferenceSays() {
    assertThat(topic("- [ ] [Docs][d]\n\n[d]: https://example.org/d").children().getFirst().url())
        .isEqualTo("https://example.org/d");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example",
    "../up.md, ../up.md",
    "mailto:me@a.example, mailto:me@a.example",
    "javascript:alert(1),",
    "JavaScript:alert(1),",
    "data:text/html;x,",
  })
  void addressesThatABrowserMightRunAreLeftOut(String address, String kept) {
    assertThat(topic("- [ ] [go](" + address + ")").children().getFirst().url()).isEqualTo(kept);
  }

  @Test
  void entriesBelowALabelOfResourcesAreResources() {
    RoadmapNode topic = topic("- Learn\n- **Recursos:**\n  - [One](http://one)\n  - A book");

    assertThat(topic.children())
        .extracting(RoadmapNode::kind)
        .containsExactly(NodeKind.ITEM, NodeKind.RESOURCE, NodeKind.RESOURCE);
  }

  @ParameterizedTest
  @CsvSource({
    "Livros e leituras, - **A novel:** long, RESOURCE",
    "Books, - A novel, RESOURCE",
    "2.3 📚 Livros:, - A novel, RESOURCE",
    "Livros e leituras obrigatórias (júnior), - A novel, RESOURCE",
    "Further reading, - A novel, RESOURCE",
    "Books and articles, - A novel, RESOURCE",
    "Resources for beginners, - A site, RESOURCE",
    "Referências sobre redes, - A site, RESOURCE",
    "Resources management, - RAII, ITEM",
    "Reading files in Java, - Streams, ITEM",
    "Recursos da linguagem, - Streams, ITEM",
    "References and pointers, - Streams, ITEM",
    "Canais de vídeo, - **[Someone](http://x):** talks, RESOURCE",
    "Channels and goroutines, - Select, ITEM",
    "Desafios, - **Júnior:** build it, CHALLENGE",
    "Desafios práticos (projetos), - **Júnior:** build it, CHALLENGE",
    "Challenges of distributed systems, - Clocks, ITEM",
    "Databases, - Indexes, ITEM",
  })
  void theTitleOfATopicTellsWhatItsEntriesAre(String title, String entry, NodeKind kind) {
    ImportedRoadmap roadmap =
        Roadmaps.read("# R\n## A\n### " + title + "\n" + entry + "\n- [ ] z\n");

    assertThat(Roadmaps.read("# R\n## A\n- q\n### " + title + "\n" + entry + "\n").children())
        .flatExtracting(tier -> Roadmaps.all(tier.children()))
        .extracting(RoadmapNode::kind)
        .contains(kind);
    assertThat(roadmap.report().leaves()).isEqualTo(kind == NodeKind.ITEM ? 2 : 1);
  }
}
