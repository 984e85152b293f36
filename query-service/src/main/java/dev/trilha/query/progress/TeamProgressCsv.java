package dev.trilha.query.progress;

import dev.trilha.query.progress.TeamProgressController.MemberProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The progress of a team as a table (RFC 4180), a row per member and roadmap.
 *
 * <p>Spreadsheets take a cell that begins like a formula for one, whoever wrote it; such a cell
 * gets an apostrophe, which they take for "this is text".
 */
final class TeamProgressCsv {
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "learnerId",
              "displayName",
              "roadmapId",
              "title",
              "roadmapVersion",
              "done",
              "skipped",
              "total",
              "percent",
              "completedAt",
              "lastChangeAt")
          .get();

  private TeamProgressCsv() {}

  static String of(List<MemberProgress> members) {
    StringBuilder table = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(table, FORMAT)) {
      for (MemberProgress member : members) {
        for (RoadmapProgress roadmap : member.roadmaps()) {
          printer.printRecord(
              text(member.learnerId()),
              text(member.displayName()),
              text(roadmap.roadmapId()),
              text(roadmap.title()),
              roadmap.roadmapVersion(),
              roadmap.done(),
              roadmap.skipped(),
              roadmap.total(),
              roadmap.percent(),
              roadmap.completedAt(),
              roadmap.lastChangeAt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory takes everything", e);
    }
    return table.toString();
  }

  private static String text(String value) {
    return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }
}
