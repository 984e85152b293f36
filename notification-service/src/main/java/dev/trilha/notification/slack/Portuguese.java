package dev.trilha.notification.slack;

import dev.trilha.notification.announcement.Tally;
import dev.trilha.notification.announcement.WeeklyDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Brazilian Portuguese. */
final class Portuguese implements Phrases {
  private static final Locale LOCALE = Locale.forLanguageTag("pt-BR");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d 'de' MMMM 'de' uuuu, HH:mm", LOCALE);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d 'de' MMMM", LOCALE);

  @Override
  public String tierHeader(String tier) {
    return "🎉 Nível concluído: " + tier;
  }

  @Override
  public String tierText(String who, String tier, String roadmap) {
    return "🎉 %s concluiu o nível %s de %s".formatted(who, tier, roadmap);
  }

  @Override
  public String tierLine(String who, String tier, String roadmap) {
    return "*%s* concluiu o nível *%s* de *%s*.".formatted(who, tier, roadmap);
  }

  @Override
  public String roadmapHeader(String roadmap) {
    return "🏁 Roteiro concluído: " + roadmap;
  }

  @Override
  public String roadmapText(String who, String roadmap) {
    return "🏁 %s concluiu o roteiro %s inteiro".formatted(who, roadmap);
  }

  @Override
  public String roadmapLine(String who, String roadmap) {
    return "*%s* concluiu o roteiro *%s* inteiro.".formatted(who, roadmap);
  }

  @Override
  public String teamTierHeader(String tier) {
    return "🏆 O time inteiro concluiu: " + tier;
  }

  @Override
  public String teamTierText(String team, int members, String tier, String roadmap) {
    return "🏆 O time %s inteiro (%d pessoas) concluiu o nível %s de %s"
        .formatted(team, members, tier, roadmap);
  }

  @Override
  public String teamTierLine(String team, int members, String tier, String roadmap) {
    return "Todas as %d pessoas do time *%s* que seguem *%s* concluíram o nível *%s*."
        .formatted(members, team, roadmap, tier);
  }

  @Override
  public String closedByLine(String who) {
    return "Quem fechou foi *%s*.".formatted(who);
  }

  @Override
  public String tookLine(Duration duration) {
    return "⏱ Levou " + span(duration) + ".";
  }

  @Override
  public String span(Duration duration) {
    return Span.of(duration).told("menos de uma hora", "1 hora", "%d horas", "1 dia", "%d dias");
  }

  @Override
  public String nextLine(String tier) {
    return "Próximo nível: *%s*".formatted(tier);
  }

  @Override
  public String counts(Tally tally) {
    String counts = "%d de %d".formatted(tally.done(), tally.applicable());
    return switch (tally.skipped()) {
      case 0 -> counts;
      case 1 -> counts + " (1 não se aplica)";
      default -> counts + " (%d não se aplicam)".formatted(tally.skipped());
    };
  }

  @Override
  public String tierCounts(Tally tally) {
    return "Nível: " + counts(tally);
  }

  @Override
  public String roadmapCounts(Tally tally) {
    return "Roteiro: " + counts(tally);
  }

  @Override
  public String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone)) + " (" + zone.getId() + ")";
  }

  @Override
  public String newsHeader(int count) {
    return "🎉 %d novidades".formatted(count);
  }

  @Override
  public String newsText(int count, String first) {
    return "🎉 %d novidades, a primeira: %s".formatted(count, first);
  }

  @Override
  public String link() {
    return "Ver o progresso";
  }

  @Override
  public String test() {
    return "👋 Este canal está ligado à Trilha: as novidades do time chegam aqui.";
  }

  @Override
  public String digestHeader(WeeklyDigest digest) {
    return "📅 A semana do time: %s a %s"
        .formatted(DAY.format(digest.week()), DAY.format(lastDay(digest.week())));
  }

  @Override
  public String digestText(WeeklyDigest digest, String team) {
    return "📅 A semana do time %s: %s".formatted(team, leaves(digest.leaves()));
  }

  @Override
  public String digestLeavesLine(WeeklyDigest digest) {
    int difference = digest.leaves() - digest.leavesBefore();
    String compared =
        difference == 0
            ? "tanto quanto na semana anterior"
            : "%d a %s que na semana anterior (%d)"
                .formatted(
                    Math.abs(difference), difference > 0 ? "mais" : "menos", digest.leavesBefore());
    return "*%s*, %s. Ativos: %d de %d."
        .formatted(leaves(digest.leaves()), compared, digest.active(), digest.members());
  }

  private static String leaves(int count) {
    return count == 1 ? "1 item concluído" : "%d itens concluídos".formatted(count);
  }

  @Override
  public String finishesTitle() {
    return "*Concluíram*";
  }

  @Override
  public String streaksTitle() {
    return "*Em sequência*";
  }

  @Override
  public String stuckTitle() {
    return "*Pedem uma mão*";
  }

  @Override
  public String plansTitle() {
    return "*Planejado e feito*";
  }

  @Override
  public String more(int count) {
    return "… e mais %d".formatted(count);
  }

  @Override
  public String streak(int days) {
    return "%d dias seguidos".formatted(days);
  }

  @Override
  public String stuckFor(String roadmap, int days) {
    return "%s, há %d dias sem novidade".formatted(roadmap, days);
  }

  @Override
  public String finishedTier(String tier, String roadmap) {
    return "nível %s de %s".formatted(tier, roadmap);
  }

  @Override
  public String finishedRoadmap(String roadmap) {
    return "roteiro %s inteiro".formatted(roadmap);
  }

  @Override
  public String planned(String roadmap, int done, int planned) {
    return "%s, %d feitos de %d previstos até agora".formatted(roadmap, done, planned);
  }

  private static LocalDate lastDay(LocalDate monday) {
    return monday.plusDays(6);
  }
}
