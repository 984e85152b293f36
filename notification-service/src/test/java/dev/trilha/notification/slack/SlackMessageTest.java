package dev.trilha.notification.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.FinishedTier.Tally;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  @Test
  void saysWhoFinishedWhatInPortuguese() {
    SlackMessage message =
        SlackMessage.of(
            tier("Fundamentos", "Trilha Backend"), "Ana", SAO_PAULO, Language.PORTUGUESE);

    assertThat(message.text()).isEqualTo("🎉 Ana concluiu o nível Fundamentos de Trilha Backend");
    assertThat(textOf(message, 0)).isEqualTo("🎉 Nível concluído: Fundamentos");
    assertThat(textOf(message, 1))
        .isEqualTo("*Ana* concluiu o nível *Fundamentos* de *Trilha Backend*.");
    assertThat(textOf(message, 2))
        .isEqualTo(
            "Nível: 10 de 10 (2 não se aplicam) · Roteiro: 30 de 120 · 2 de novembro de 2026, 20:30"
                + " (America/Sao_Paulo)");
  }

  @Test
  void saysWhoFinishedWhatInEnglish() {
    SlackMessage message =
        SlackMessage.of(tier("Basics", "Backend"), "Ana", ZoneId.of("UTC"), Language.ENGLISH);

    assertThat(message.text()).isEqualTo("🎉 Ana finished the tier Basics of Backend");
    assertThat(textOf(message, 0)).isEqualTo("🎉 Tier finished: Basics");
    assertThat(textOf(message, 1)).isEqualTo("*Ana* finished the tier *Basics* of *Backend*.");
    assertThat(textOf(message, 2))
        .isEqualTo(
            "Tier: 10 of 10 (2 not applicable) · Roadmap: 30 of 120 · November 2, 2026, 23:30"
                + " (UTC)");
  }

  @Test
  void isWrittenAsBlockKitWantsIt() {
    SlackMessage message =
        SlackMessage.of(tier("Basics", "Backend"), "Ana", ZoneId.of("UTC"), Language.ENGLISH);

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
  @ValueSource(strings = {"<!channel>", "<!here|here>", "<@U123>", "<https://evil.example|click>"})
  void aNameMentionsNobody(String name) {
    SlackMessage message = SlackMessage.of(tier(name, name), name, SAO_PAULO, Language.PORTUGUESE);

    assertThat(Json.mapper().writeValueAsString(message)).doesNotContain("<").doesNotContain(">");
  }

  @ParameterizedTest
  @EnumSource
  void theLongestTextsStayWithinSlacksLimits(Language language) {
    String endless = "&🎉".repeat(5_000);

    SlackMessage message = SlackMessage.of(tier(endless, endless), endless, SAO_PAULO, language);

    assertThat(textOf(message, 0)).hasSizeLessThanOrEqualTo(SlackMessage.HEADER_LIMIT);
    assertThat(textOf(message, 1)).hasSizeLessThanOrEqualTo(SlackMessage.SECTION_LIMIT);
    assertThat(message.text()).hasSizeLessThanOrEqualTo(SlackMessage.SECTION_LIMIT);
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

  private static String textOf(SlackMessage message, int block) {
    SlackMessage.Block shown = message.blocks().get(block);
    List<SlackMessage.Text> texts = shown.elements();
    SlackMessage.Text text = shown.text();
    return text != null ? text.text() : Objects.requireNonNull(texts).getFirst().text();
  }

  private static FinishedTier tier(String tier, String roadmap) {
    return new FinishedTier(
        new LearnerId("ana"),
        new RoadmapId("backend"),
        roadmap,
        new NodeId("tier-1"),
        tier,
        Instant.parse("2026-11-02T23:30:00Z"),
        new Tally(10, 2, 12),
        new Tally(30, 0, 120));
  }
}
