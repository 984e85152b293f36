package dev.trilha.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {
  /** The example of the Standard Webhooks specification's reference libraries. */
  @Test
  void signsAsTheReferenceDoes() {
    SigningSecret secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void makesSecretsOfItsForm() {
    var random = new SecureRandom();
    SigningSecret one = SigningSecret.random(random);

    assertThat(SigningSecret.parse(one.reveal())).isEqualTo(one);
    assertThat(SigningSecret.random(random)).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!"})
  void refusesOthersWithoutQuotingThem(String text) {
    assertThatThrownBy(() -> SigningSecret.parse(text))
        .hasMessage("is whsec_ and 24 to 64 bytes in Base64");
  }

  @Test
  void isShownMasked() {
    assertThat(SigningSecret.random(new SecureRandom())).hasToString("whsec_…");
  }
}
