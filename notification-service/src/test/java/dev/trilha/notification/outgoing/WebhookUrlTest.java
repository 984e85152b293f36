package dev.trilha.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  private static final AllowedHosts ALLOWED =
      new AllowedHosts(List.of("hooks.slack.com", "127.0.0.1:8085"));
  private static final String SECRET =
      "https://hooks.slack.com/services/T00000000/B00000000/secretsecretABCD";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.slack.com/services/T0/B0/x",
        "https://HOOKS.slack.com/services/T0/B0/x",
        "https://hooks.slack.com:443/services/T0/B0/x",
        "http://127.0.0.1:8085/services/T0/B0/x",
      })
  void takesAnAllowedAddress(String url) {
    assertThat(WebhookUrl.parse(url, ALLOWED).reveal()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://hooks.slack.com/services/x|begins with https",
        "https://hooks.slack.com:8443/services/x|begins with https",
        "https://hooks.slack.com.evil.example/services/x|begins with https",
        "https://evil.example/hooks.slack.com|begins with https",
        "https://hooks.slack.com@evil.example/x|user name",
        "https://user:pass@hooks.slack.com/x|user name",
        "https://hooks.slack.com./x|begins with https",
        "https://127.0.0.1:8085/x|begins with https",
        "http://127.0.0.1:8086/x|begins with https",
        "http://127.0.0.1/x|begins with https",
        "http://localhost:8085/x|begins with https",
        "http://127.1:8085/x|is an address",
        "http://2130706433:8085/x|begins with https",
        "http://[::1]:8085/x|begins with https",
        "http://169.254.169.254/latest|begins with https",
        "ftp://hooks.slack.com/x|begins with https",
        "file:///etc/passwd|is an address",
        "//hooks.slack.com/x|is an address",
        "hooks.slack.com/services/x|is an address",
        "https://hooks.slack.com|has a path",
        "https://hooks.slack.com/|has a path",
        "https://hooks.slack.com/x?y=z|no query",
        "https://hooks.slack.com/x#y|no query",
        "https://hooks.slack.com/ x|no spaces",
        "https://hooks.slack.com/é|only ASCII",
        "''|is an address",
      })
  void refusesEveryOther(String url, String rule) {
    assertThatThrownBy(() -> WebhookUrl.parse(url, ALLOWED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void refusesAnEndlessAddress() {
    assertThatThrownBy(() -> WebhookUrl.parse(SECRET + "x".repeat(500), ALLOWED))
        .hasMessageContaining("at most 500");
  }

  @Test
  void aRefusalDoesNotQuoteTheAddress() {
    assertThatThrownBy(() -> WebhookUrl.parse(SECRET.replace("hooks.", "hook."), ALLOWED))
        .message()
        .doesNotContain("secretsecret");
  }

  @Test
  void showsOnlyItsEnd() {
    assertThat(WebhookUrl.parse(SECRET, ALLOWED)).hasToString("https://hooks.slack.com/…ABCD");
    assertThat(WebhookUrl.parse("http://127.0.0.1:8085/short", ALLOWED))
        .hasToString("http://127.0.0.1:8085/…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "hooks.slack.com:443",
        "10.0.0.1",
        "10.0.0.1:80",
        "https://hooks.slack.com",
        "localhost"
      })
  void refusesAnEntryThatIsNoHost(String entry) {
    assertThatThrownBy(() -> new AllowedHosts(List.of(entry)))
        .hasMessageContaining("is neither a host name");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true", "10.1.2.3,true", "172.16.0.1,true", "192.168.1.1,true",
        "169.254.169.254,true", "0.0.0.0,true",
    "100.64.0.1,true", "100.127.255.255,true", "224.0.0.1,true", "::1,true", "fe80::1,true",
        "fd00::1,true",
    "::ffff:10.0.0.1,true", "8.8.8.8,false", "100.63.0.1,false", "100.128.0.1,false",
        "2600::1,false"
  })
  void knowsAddressesOfPrivateNetworks(String address, boolean isPrivate)
      throws UnknownHostException {
    assertThat(PrivateAddresses.isPrivate(InetAddress.getByName(address))).isEqualTo(isPrivate);
  }
}
