package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MrkdwnTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*Ana* finished|<b>Ana</b> finished",
        "_soft_ and ~gone~|<i>soft</i> and <s>gone</s>",
        "2*3*4 is 24|2*3*4 is 24",
        "`code`|<code>code</code>",
        ":tada: :unknown:|🎉 :unknown:",
        "Tom &amp; Ana &lt;3|Tom &amp; Ana &lt;3",
        "a < b > \"c\"|a &lt; b &gt; &quot;c&quot;",
        "<script>alert(1)</script>|<span class=\"mention\">script</span>alert(1)<span"
            + " class=\"mention\">/script</span>",
        "&lt;script&gt;|&lt;script&gt;",
        "<!channel>|<span class=\"mention\">@channel</span>",
        "<javascript:alert(1)>|<span class=\"mention\">javascript:alert(1)</span>"
      })
  void becomesHtml(String mrkdwn, String html) {
    assertThat(Mrkdwn.toHtml(mrkdwn)).isEqualTo(html);
  }

  @ParameterizedTest
  @MethodSource("links")
  void linksToPages(String mrkdwn, String html) {
    assertThat(Mrkdwn.toHtml(mrkdwn)).isEqualTo(html);
  }

  static Stream<Arguments> links() {
    return Stream.of(
        arguments(
            "<https://example.org|the page>",
            "<a rel=\"noreferrer\" href=\"https://example.org\">the page</a>"),
        arguments(
            "<https://example.org/?a=1&amp;b=2>",
            "<a rel=\"noreferrer\" href=\"https://example.org/?a=1&amp;b=2\">"
                + "https://example.org/?a=1&amp;b=2</a>"),
        arguments(
            "<https://x\" onclick=\"y|z>",
            "<a rel=\"noreferrer\" href=\"https://x&quot; onclick=&quot;y\">z</a>"));
  }
}
