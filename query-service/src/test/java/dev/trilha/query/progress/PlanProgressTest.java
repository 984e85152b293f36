package dev.trilha.query.progress;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum;
import dev.trilha.query.progress.PlanProgress.Row;
import dev.trilha.query.progress.PlanProgress.Status;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.roadmap.PlannedTopics;
import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The plan: "early" in week 1, "middle" in weeks 2 and 3, "last" in week 4; it starts on Monday.
 */
class PlanProgressTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

  private final List<PlanMapping> mapping = new ArrayList<>();
  private final List<StoredItem> items = new ArrayList<>();

  private PlanProgressTest mapped(String row, String... topics) {
    mapping.add(new PlanMapping(new NodeId(row), Arrays.stream(topics).map(NodeId::new).toList()));
    return this;
  }

  private PlanProgressTest item(String id, String status, String at) {
    items.add(new StoredItem(id, status, Instant.parse(at)));
    return this;
  }

  private PlanProgressTest done(String id, String day) {
    return item(id, "done", day + "T12:00:00Z");
  }

  private PlanProgressTest skipped(String id) {
    return item(id, "skipped", "2026-11-03T12:00:00Z");
  }

  private PlanProgress on(String day) {
    return at(day + "T12:00:00Z", UTC);
  }

  private PlanProgress at(String now, ZoneId zone) {
    List<RoadmapNode> children = new ArrayList<>(Curriculum.children());
    children.add(Curriculum.plan());
    return PlanProgress.of(
        new RoadmapTree("Java", "pt-BR", children),
        new PlannedTopics(7, mapping),
        items,
        MONDAY,
        Instant.parse(now),
        zone);
  }

  private Row row(String id, String day) {
    return row(id, on(day));
  }

  private static Row row(String id, PlanProgress plan) {
    return plan.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "early, 2026-11-02, 2026-11-08",
    "middle, 2026-11-09, 2026-11-22",
    "last, 2026-11-23, 2026-11-29",
  })
  void weeksBecomeDaysFromTheStartOn(String id, LocalDate from, LocalDate to) {
    Row row = row(id, "2026-11-02");

    assertThat(row.from()).isEqualTo(from);
    assertThat(row.to()).isEqualTo(to);
    assertThat(row.focus()).isEqualTo("The " + id);
    assertThat(row.deliverable()).isEqualTo("Something " + id);
  }

  @Test
  void aRowThatIsMappedToNothingIsOnlyAWindow() {
    Row row = row("early", "2026-12-24");

    assertThat(row.topics()).isEmpty();
    assertThat(row.done()).isNull();
    assertThat(row.total()).isNull();
    assertThat(row.percent()).isNull();
    assertThat(row.status()).isNull();
    assertThat(row.daysLate()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01, UPCOMING, 0",
    "2026-11-08, UPCOMING, 0",
    "2026-11-09, CURRENT, 0",
    "2026-11-22, CURRENT, 0",
    "2026-11-23, LATE, 1",
    "2026-12-02, LATE, 10",
  })
  void anOpenRowIsToldByTheDay(String today, Status status, int daysLate) {
    Row row = mapped("middle", "basics").done("records", "2026-11-03").row("middle", today);

    assertThat(row.status()).isEqualTo(status);
    assertThat(row.daysLate()).isEqualTo(daysLate);
    assertThat(row.done()).isEqualTo(1);
    assertThat(row.percent()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-03, 0", "2026-11-08, 0", "2026-11-09, 1", "2026-11-20, 12"})
  void aDoneRowIsAsLateAsItsLastTick(String lastTick, int daysLate) {
    Row row =
        mapped("early", "basics")
            .done("records", "2026-11-02")
            .done("streams", lastTick)
            .row("early", "2026-12-24");

    assertThat(row.status()).isEqualTo(Status.DONE);
    assertThat(row.daysLate()).isEqualTo(daysLate);
    assertThat(row.percent()).isEqualTo(100);
  }

  @Test
  void aRowIsDoneAheadOfItsTime() {
    assertThat(mapped("last", "jdbc").done("jdbc", "2026-11-03").row("last", "2026-11-03").status())
        .isEqualTo(Status.DONE);
  }

  @Test
  void aChoiceIsDoneWithTheFirstThatIsEnough() {
    Row row =
        mapped("early", "tools")
            .done("gradle", "2026-11-05")
            .done("maven", "2026-11-30")
            .row("early", "2026-12-24");

    assertThat(row.total()).isEqualTo(1);
    assertThat(row.done()).isEqualTo(1);
    assertThat(row.daysLate()).isZero();
  }

  @Test
  void whatIsSkippedIsNotDue() {
    Row row = mapped("early", "basics").skipped("records").row("early", "2026-11-09");

    assertThat(row.percent()).isZero();
    assertThat(row.skipped()).isEqualTo(1);
    assertThat(row.status()).isEqualTo(Status.LATE);
    assertThat(on("2026-11-09").planned()).isEqualTo(1);
  }

  @Test
  void aRowThatWasSkippedWholeIsNeitherDoneNorLate() {
    Row row =
        mapped("early", "basics").skipped("records").skipped("streams").row("early", "2026-12-24");

    assertThat(row.percent()).isNull();
    assertThat(row.status()).isNull();
    assertThat(row.daysLate()).isNull();
  }

  @Test
  void anEmptySectionHasNoPercent() {
    Row row = mapped("early", "empty").row("early", "2026-12-24");

    assertThat(row.total()).isZero();
    assertThat(row.percent()).isNull();
    assertThat(row.status()).isNull();
  }

  @Test
  void aTopicAndAnItemOfItInOneRowCountOnce() {
    Row row = mapped("early", "records", "basics").row("early", "2026-11-02");

    assertThat(row.total()).isEqualTo(2);
    assertThat(row.topics()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01, 0",
    "2026-11-02, 0",
    "2026-11-05, 1",
    "2026-11-08, 2",
    "2026-11-15, 3",
    "2026-11-22, 5",
    "2026-12-24, 5",
  })
  void whatIsPlannedGrowsWithTheDays(String today, int planned) {
    mapped("early", "basics").mapped("middle", "tier-2");

    assertThat(on(today).planned()).isEqualTo(planned);
    assertThat(on(today).total()).isEqualTo(5);
  }

  @Test
  void whatIsMappedTwiceIsPlannedOnceInTheFirstOfItsRows() {
    mapped("last", "basics").mapped("early", "basics", "records");

    assertThat(on("2026-11-08").planned()).isEqualTo(2);
    assertThat(on("2026-12-24").total()).isEqualTo(2);
  }

  @Test
  void theActualIsWhatIsDoneWhereverItIsPlanned() {
    mapped("early", "basics").mapped("last", "jdbc").done("jdbc", "2026-11-02");

    PlanProgress plan = on("2026-11-08");
    assertThat(plan.planned()).isEqualTo(2);
    assertThat(plan.done()).isEqualTo(1);
    assertThat(plan.percent()).isEqualTo(33);
  }

  @Test
  void thePlanIsAsLateAsItsLatestOpenRow() {
    mapped("early", "basics").mapped("middle", "jdbc").done("jdbc", "2026-12-24");

    assertThat(on("2026-12-24").daysLate()).isEqualTo(46);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-09, LATE",
    "America/Sao_Paulo, 2026-11-08, CURRENT",
    "Pacific/Kiritimati, 2026-11-09, LATE",
  })
  void todayIsWhereTheLearnerLives(String zone, LocalDate today, @Nullable Status status) {
    PlanProgress plan = mapped("early", "basics").at("2026-11-09T01:00:00Z", ZoneId.of(zone));

    assertThat(plan.today()).isEqualTo(today);
    assertThat(row("early", plan).status()).isEqualTo(status);
  }
}
