package dev.trilha.command.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trilha.command.roadmap.Checklists.Checklist;
import dev.trilha.command.roadmap.Checklists.Reason;
import dev.trilha.command.roadmap.Checklists.Unmatched;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.command.roadmap.markdown.MarkdownImporter;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.ItemState;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the boxes of a document say of the leaves of a roadmap. */
class ChecklistsTest {
  private static final RoadmapId ID = new RoadmapId("bread");
  private static final String DOUGH =
      """
      # Bread
      ## Dough
      - [ ] Knead
        - [ ] By hand
        - [ ] Ten minutes
      - [ ] Flours (choose one)
        - [ ] Rye
        - [ ] Spelt
      - [ ] Rest
      - [ ] <img src=x>
      """;

  private static final List<RoadmapNode> ROADMAP =
      MarkdownImporter.read(ID, DOUGH, List.of(), ImportLimits.DEFAULT).children();

  private static Checklist read(String document) {
    return Checklists.match(
        ROADMAP, MarkdownImporter.ticks(ID, document, ROADMAP, ImportLimits.DEFAULT));
  }

  private static List<String> done(Checklist checklist) {
    return checklist.ticked().stream()
        .filter(tick -> tick.state() == ItemState.DONE)
        .map(tick -> tick.itemId().value().replaceFirst(".*\\.", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- [x] Knead\\n  - By hand\\n  - Ten minutes",
        "- [x] Knead",
      })
  void aTickedItemStandsForSubItemsWithoutBoxes(String entries) {
    Checklist checklist = read("# Bread\n## Dough\n" + entries.replace("\\n", "\n"));

    assertThat(done(checklist)).containsExactly("by-hand", "ten-minutes");
    assertThat(checklist.unmatched()).isEmpty();
  }

  @Test
  void whatStandsBelowANoteIsNoItem() {
    String document =
        """
        # Bread <!-- trilha roadmap -->
        ## Dough <!-- trilha tier dough -->
        - [x] Knead <!-- trilha item knead -->
        ### Hints <!-- trilha note hints -->
        - [x] Sleep <!-- trilha item sleep -->
        """;
    List<RoadmapNode> roadmap =
        MarkdownImporter.read(ID, document, List.of(), ImportLimits.DEFAULT).children();

    Checklist checklist =
        Checklists.match(
            roadmap, MarkdownImporter.ticks(ID, document, roadmap, ImportLimits.DEFAULT));

    assertThat(done(checklist)).containsExactly("knead");
    assertThat(checklist.unmatched()).containsExactly(new Unmatched("Sleep", 5, Reason.NO_ITEM));
  }

  @Test
  void openBoxesBelowATickedItemSayMoreThanItsOwn() {
    Checklist checklist =
        read(DOUGH.replace("[ ] Knead", "[x] Knead").replace("[ ] By hand", "[x] By hand"));

    assertThat(done(checklist)).containsExactly("by-hand");
    assertThat(checklist.unmatched()).containsExactly(new Unmatched("Knead", 3, Reason.OPEN_BELOW));
  }

  @Test
  void aTickAboveWhatIsAllTickedSaysNothingNew() {
    Checklist checklist =
        read(
            DOUGH
                .replace("[ ] Flours", "[x] Flours")
                .replace("[ ] Rye", "[x] Rye")
                .replace("[ ] Knead", "[x] Knead")
                .replace("[ ] By hand", "[x] By hand")
                .replace("[ ] Ten", "[x] Ten"));

    assertThat(done(checklist)).containsExactly("by-hand", "ten-minutes", "rye");
    assertThat(checklist.unmatched()).isEmpty();
  }

  @Test
  void aTickedChoiceDoesNotSayWhatWasChosen() {
    Checklist checklist = read("# Bread\n## Dough\n- [x] Flours (choose one)\n");

    assertThat(checklist.ticked()).isEmpty();
    assertThat(checklist.unmatched())
        .extracting(Unmatched::reason)
        .containsExactly(Reason.LEAVES_A_CHOICE);
  }

  @Test
  void aTickOnWhatIsNoItemIsAnswered() {
    Checklist checklist =
        read(
            "# Bread\n## Dough\n- [x] Dance\n\n### Books\n- [x] [A book](http://b)\n- [x] <img>\n");

    assertThat(checklist.unmatched()).extracting(Unmatched::line).containsExactly(3, 6, 7);
    assertThat(checklist.unmatched())
        .extracting(Unmatched::reason)
        .containsOnly(Reason.UNKNOWN_ITEM);
  }

  @Test
  void aTickOnANoteIsAnswered() {
    Checklist checklist =
        read(
            "# Bread\n## Dough\n- [x] See <!-- trilha note %s -->\n"
                .formatted(ROADMAP.getFirst().children().getLast().id().value()));

    assertThat(checklist.unmatched()).extracting(Unmatched::reason).containsExactly(Reason.NO_ITEM);
  }

  @Test
  void anExportTellsWhatWasBegunAndSkippedToo() {
    String exported =
        RoadmapMarkdown.write(
            "Bread",
            "en",
            ROADMAP,
            Map.of(
                new NodeId("dough.knead.by-hand"), ItemState.IN_PROGRESS,
                new NodeId("dough.knead.ten-minutes"), ItemState.SKIPPED,
                new NodeId("dough.rest"), ItemState.DONE));

    assertThat(read(exported).ticked())
        .extracting(tick -> tick.itemId().value(), Checklists.Ticked::state)
        .containsExactly(
            tuple("dough.knead.by-hand", ItemState.IN_PROGRESS),
            tuple("dough.knead.ten-minutes", ItemState.SKIPPED),
            tuple("dough.rest", ItemState.DONE));
    assertThat(read(exported).unmatched()).isEmpty();
  }

  @Test
  void aCheckedBoxSaysMoreThanAMarkThatNobodySees() {
    String exported =
        RoadmapMarkdown.write(
            "Bread", "en", ROADMAP, Map.of(new NodeId("dough.rest"), ItemState.SKIPPED));

    assertThat(done(read(exported.replace("[ ] Rest", "[x] Rest")))).containsExactly("rest");
  }
}
