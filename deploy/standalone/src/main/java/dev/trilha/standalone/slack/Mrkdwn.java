package dev.trilha.standalone.slack;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's markup as HTML. Whatever comes in, only the few tags written here come out. */
final class Mrkdwn {
  private static final Pattern REFERENCE = Pattern.compile("<([^<>|\\s][^<>|]*)(?:\\|([^<>]*))?>");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern BOLD =
      Pattern.compile("(?<![\\p{Alnum}*])\\*(\\S(?:[^*\n]*\\S)?)\\*(?![\\p{Alnum}*])");
  private static final Pattern ITALIC =
      Pattern.compile("(?<![\\p{Alnum}_])_(\\S(?:[^_\n]*\\S)?)_(?![\\p{Alnum}_])");
  private static final Pattern STRUCK =
      Pattern.compile("(?<![\\p{Alnum}~])~(\\S(?:[^~\n]*\\S)?)~(?![\\p{Alnum}~])");
  private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");
  private static final Map<String, String> EMOJIS =
      Map.ofEntries(
          Map.entry("tada", "🎉"),
          Map.entry("trophy", "🏆"),
          Map.entry("rocket", "🚀"),
          Map.entry("star", "⭐"),
          Map.entry("fire", "🔥"),
          Map.entry("medal", "🏅"),
          Map.entry("sports_medal", "🏅"),
          Map.entry("first_place_medal", "🥇"),
          Map.entry("white_check_mark", "✅"),
          Map.entry("heavy_check_mark", "✔️"),
          Map.entry("books", "📚"),
          Map.entry("mortar_board", "🎓"),
          Map.entry("clap", "👏"),
          Map.entry("chart_with_upwards_trend", "📈"),
          Map.entry("world_map", "🗺️"),
          Map.entry("hiking_boot", "🥾"));

  private Mrkdwn() {}

  static String toHtml(String mrkdwn) {
    var html = new StringBuilder();
    Matcher references = REFERENCE.matcher(mrkdwn);
    int from = 0;
    while (references.find()) {
      html.append(styled(mrkdwn.substring(from, references.start())));
      html.append(reference(references.group(1), references.group(2)));
      from = references.end();
    }
    return html.append(styled(mrkdwn.substring(from))).toString();
  }

  /** Text without markup, such as {@code plain_text}. */
  static String plainToHtml(String text) {
    return withEmojis(Html.escape(text)).replace("\n", "<br>");
  }

  private static String reference(String target, @org.jspecify.annotations.Nullable String label) {
    String shown = Html.escape(unescaped(label == null ? target : label));
    if (target.startsWith("http://") || target.startsWith("https://")) {
      return "<a rel=\"noreferrer\" href=\"%s\">%s</a>"
          .formatted(Html.escape(unescaped(target)), shown);
    }
    // <!channel>, <@U…>, <#C…>: people's attention is called.
    return "<span class=\"mention\">%s</span>".formatted(shown.replaceFirst("^!", "@"));
  }

  private static String styled(String text) {
    String html = Html.escape(unescaped(text));
    html = CODE.matcher(html).replaceAll("<code>$1</code>");
    html = BOLD.matcher(html).replaceAll("<b>$1</b>");
    html = ITALIC.matcher(html).replaceAll("<i>$1</i>");
    html = STRUCK.matcher(html).replaceAll("<s>$1</s>");
    return withEmojis(html).replace("\n", "<br>");
  }

  private static String withEmojis(String html) {
    return EMOJI
        .matcher(html)
        .replaceAll(
            found -> Matcher.quoteReplacement(EMOJIS.getOrDefault(found.group(1), found.group())));
  }

  /** Senders write these three, and no others, escaped. */
  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
