package dev.trilha.notification.slack;

import static dev.trilha.notification.slack.SlackLimits.assertWithinSlacksLimits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditorTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final TeamId TEAM = new TeamId("falcons");
  private static final LinkSettings LINKS =
      new LinkSettings(
          "https://trilha.example/l/{learner}/{roadmap}", "https://trilha.example/t/{team}");

  @Test
  void saysWhoFinishedWhatAndWhatIsNextInPortuguese() {
    SlackMessage message =
        editor(Language.PORTUGUESE, "Ana")
            .write(TEAM, List.of(News.tier("Fundamentos", "Backend")));

    assertThat(message.text()).isEqualTo("🎉 Ana concluiu o nível Fundamentos de Backend");
    assertThat(SlackTexts.of(message))
        .containsExactly(
            "🎉 Nível concluído: Fundamentos",
            "*Ana* concluiu o nível *Fundamentos* de *Backend*.",
            "⏱ Levou 12 dias.",
            "Próximo nível: *Redes*\n`▰▰▰▱▱▱▱▱▱▱` 35% (7 de 20)",
            "Nível: 10 de 10 (2 não se aplicam) · Roteiro: 30 de 120 · 2 de novembro de 2026, 20:30"
                + " (America/Sao_Paulo)",
            "<https://trilha.example/l/ana/backend|Ver o progresso>");
  }

  @Test
  void saysWhoFinishedWhatAndWhatIsNextInEnglish() {
    SlackMessage message =
        editor(Language.ENGLISH, "Ana").write(TEAM, List.of(News.tier("Basics", "Backend")));

    assertThat(message.text()).isEqualTo("🎉 Ana finished the tier Basics of Backend");
    assertThat(SlackTexts.of(message))
        .containsExactly(
            "🎉 Tier finished: Basics",
            "*Ana* finished the tier *Basics* of *Backend*.",
            "⏱ It took 12 days.",
            "Next tier: *Redes*\n`▰▰▰▱▱▱▱▱▱▱` 35% (7 of 20)",
            "Tier: 10 of 10 (2 not applicable) · Roadmap: 30 of 120 · November 2, 2026, 20:30"
                + " (America/Sao_Paulo)",
            "<https://trilha.example/l/ana/backend|See the progress>");
  }

  @Test
  void leavesOutWhatNobodyKnows() {
    FinishedTier bare = News.tier("Basics", "Backend").between(null, null);

    SlackMessage message =
        new Editor(Language.ENGLISH, SAO_PAULO, _ -> "Ana", new LinkSettings(null, null))
            .write(TEAM, List.of(bare));

    assertThat(message.blocks()).hasSize(3);
  }

  @Test
  void saysWhenATierWasBegunAfterItsEnd() {
    FinishedTier dated =
        News.tier("Basics", "Backend").between(Instant.parse("2026-12-24T00:00:00Z"), null);

    assertThat(SlackTexts.of(editor(Language.ENGLISH, "Ana").write(TEAM, List.of(dated))))
        .noneMatch(text -> text.startsWith("⏱"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, less than an hour, menos de uma hora",
    "59, less than an hour, menos de uma hora",
    "60, 1 hour, 1 hora",
    "120, 2 hours, 2 horas",
    "2879, 47 hours, 47 horas",
    "2880, 2 days, 2 dias",
    "14400, 10 days, 10 dias"
  })
  void tellsASpanAsPeopleDo(long minutes, String english, String portuguese) {
    assertThat(new English().span(Duration.ofMinutes(minutes))).isEqualTo(english);
    assertThat(new Portuguese().span(Duration.ofMinutes(minutes))).isEqualTo(portuguese);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, `▱▱▱▱▱▱▱▱▱▱` 0%",
    "1, 0, 100, `▰▱▱▱▱▱▱▱▱▱` 1%",
    "99, 0, 100, `▰▰▰▰▰▰▰▰▰▱` 99%",
    "8, 2, 10, `▰▰▰▰▰▰▰▰▰▰` 100%",
    "0, 10, 10, `▰▰▰▰▰▰▰▰▰▰` 100%"
  })
  void aFullBarMeansAll(int done, int skipped, int total, String bar) {
    assertThat(ProgressBar.of(News.tally(done, skipped, total))).isEqualTo(bar);
  }

  @Test
  void tellsABurstAsOneListInItsOrder() {
    List<Announcement> news =
        List.of(News.tier("Basics", "Backend"), News.roadmap("Backend"), News.teamTier("Basics"));

    SlackMessage message = editor(Language.ENGLISH, "Ana").write(TEAM, news);

    assertThat(message.text())
        .isEqualTo("🎉 3 pieces of news, the first: 🎉 Ana finished the tier Basics of Backend");
    assertThat(SlackTexts.of(message).get(1).lines())
        .containsExactly(
            "• *Ana* finished the tier *Basics* of *Backend*. ⏱ It took 12 days.",
            "• 🏁 *Ana* finished the whole roadmap *Backend*. ⏱ It took 98 days.",
            "• 🏆 All 5 people of the team *Falcons* who follow *Backend* have finished the tier"
                + " *Basics*.");
  }

  @Test
  void tellsNoMoreAtOnceThanItCan() {
    List<Announcement> tooMany =
        Collections.nCopies(Editor.MOST_NEWS + 1, News.tier("Basics", "Backend"));

    assertThatThrownBy(() -> editor(Language.ENGLISH, "Ana").write(TEAM, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isWrittenAsBlockKitWantsIt() {
    SlackMessage message =
        editor(Language.ENGLISH, "Ana").write(TEAM, List.of(News.tier("Basics", "Backend")));

    assertThat(Json.mapper().writeValueAsString(message))
        .startsWith(
            """
            {"text":"🎉 Ana finished the tier Basics of Backend","blocks":[\
            {"type":"header","text":{"type":"plain_text","text":"🎉 Tier finished: Basics"}},\
            {"type":"section","text":{"type":"mrkdwn","text":\
            """)
        .contains("{\"type\":\"context\",\"elements\":[{\"type\":\"mrkdwn\",\"text\":\"Tier: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel>",
        "<!here|here>",
        "<@U123>",
        "<https://evil.example|click>",
        "@channel",
        "#general",
        "evil.example/x"
      })
  void aNameMentionsNobody(String name) {
    for (Announcement news : News.ofEveryKind(name)) {
      for (Language language : Language.values()) {
        SlackMessage alone = editor(language, name).write(TEAM, List.of(news));

        String json = Json.mapper().writeValueAsString(alone);
        assertThat(json.replaceAll("<https://trilha[^>]*>", ""))
            .doesNotContain("<")
            .doesNotContain(">");
        // Or Slack makes links and mentions of what looks like some.
        assertThat(json.replaceAll("\"type\":\"mrkdwn\",\"text\":\"[^\"]*\",\"verbatim\":true", ""))
            .doesNotContain("mrkdwn");
      }
    }
  }

  /** Every message there is, in both languages, with the shortest and the longest texts. */
  static Stream<Arguments> everyMessage() {
    return Stream.of("", "x", "&🎉".repeat(5_000), "<!channel>")
        .flatMap(
            text -> Stream.of(Language.values()).map(language -> Arguments.of(text, language)));
  }

  @ParameterizedTest
  @MethodSource("everyMessage")
  void everyMessageIsWithinSlacksDocumentedLimits(String text, Language language) {
    Editor editor = editor(language, text);
    for (Announcement news : News.ofEveryKind(text)) {
      assertWithinSlacksLimits(editor.write(TEAM, List.of(news)));
    }
    assertWithinSlacksLimits(editor.test());
    for (int count : new int[] {2, 8, 9, Editor.MOST_NEWS}) {
      assertWithinSlacksLimits(
          editor.write(
              TEAM,
              Stream.generate(() -> News.celebrations(text))
                  .flatMap(List::stream)
                  .limit(count)
                  .toList()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDigestTellsTheWeek(Language language) {
    List<String> told =
        SlackTexts.of(editor(language, "Ana").write(TEAM, List.of(News.digest("Backend"))));

    assertThat(told)
        .containsExactlyElementsOf(
            switch (language) {
              case PORTUGUESE ->
                  List.of(
                      "📅 A semana do time: 26 de outubro a 1 de novembro",
                      "*42 itens concluídos*, 10 a mais que na semana anterior (32). Ativos: 5 de"
                          + " 8.",
                      "*Concluíram*\n• *Ana*: nível Basics de Backend\n• *Ana*: roteiro Backend"
                          + " inteiro\n… e mais 3",
                      "*Em sequência*\n• *Ana*: 12 dias seguidos",
                      "*Planejado e feito*\n• *Ana*: Backend, 42 feitos de 45 previstos até agora",
                      "*Pedem uma mão*\n• *Ana*: Backend, há 20 dias sem novidade",
                      "<https://trilha.example/t/falcons|Ver o progresso>");
              case ENGLISH ->
                  List.of(
                      "📅 The team's week: October 26 to November 1",
                      "*42 items completed*, 10 more than the week before (32). Active: 5 of 8.",
                      "*Finished*\n• *Ana*: tier Basics of Backend\n• *Ana*: the whole roadmap"
                          + " Backend\n… and 3 more",
                      "*On a streak*\n• *Ana*: 12 days in a row",
                      "*Planned and done*\n• *Ana*: Backend, 42 done of 45 planned by now",
                      "*Could use a hand*\n• *Ana*: Backend, nothing new for 20 days",
                      "<https://trilha.example/t/falcons|See the progress>");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|10|plain",
        "a & b|20|a &amp; b",
        "a<b>c|20|a&lt;b&gt;c",
        "exactly ten|11|exactly ten",
        "one too long|11|one too lo…",
        "🎉🎉🎉|6|🎉🎉🎉",
        "🎉🎉🎉|5|🎉🎉…",
        "🎉🎉🎉|4|🎉…",
        "&&|10|&amp;&amp;",
        "&&|9|&amp;…",
        "&&|5|…",
      })
  void cutsBetweenCodePointsAndEscapes(String text, int limit, String escaped) {
    assertThat(SlackText.escape(text, limit)).isEqualTo(escaped);
  }

  @Test
  void takesOutWhatWouldChangeTheTextAroundIt() {
    assertThat(SlackText.escape(" a\nb\u202ec\u0000d\ud800e ", 100)).isEqualTo("a bcde");
  }

  private static Editor editor(Language language, String name) {
    return new Editor(language, SAO_PAULO, _ -> name, LINKS);
  }
}
