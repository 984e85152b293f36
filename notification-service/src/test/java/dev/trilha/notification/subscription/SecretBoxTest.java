package dev.trilha.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private static final String SECRET = "https://hooks.slack.com/services/T0/B0/secret";

  private final SecretBox box = SecretBox.withKey(key(1));

  @Test
  void opensWhatItClosed() {
    assertThat(box.open(box.close(SECRET, "team-a"), "team-a")).isEqualTo(SECRET);
  }

  @Test
  void hidesTheSecretAndNeverLooksTheSame() {
    byte[] once = box.close(SECRET, "team-a");

    assertThat(new String(once, StandardCharsets.ISO_8859_1))
        .doesNotContain("hooks")
        .doesNotContain("secret");
    assertThat(box.close(SECRET, "team-a")).isNotEqualTo(once);
  }

  @Test
  void staysClosedForAnotherOwner() {
    assertThatThrownBy(() -> box.open(box.close(SECRET, "team-a"), "team-b"))
        .isInstanceOf(UnusableKeyException.class);
  }

  @Test
  void staysClosedForAnotherKey() {
    assertThatThrownBy(() -> SecretBox.withKey(key(2)).open(box.close(SECRET, "team-a"), "team-a"))
        .isInstanceOf(UnusableKeyException.class);
  }

  @Test
  void noticesAChangedByte() {
    byte[] changed = box.close(SECRET, "team-a");
    changed[changed.length - 1] ^= 1;

    assertThatThrownBy(() -> box.open(changed, "team-a")).isInstanceOf(UnusableKeyException.class);
  }

  @Test
  void recognisesTheSameChannelOnlyUnderTheSameKey() {
    assertThat(box.fingerprint(SECRET))
        .isEqualTo(box.fingerprint(SECRET))
        .isNotEqualTo(box.fingerprint(SECRET + "x"));
    assertThat(SecretBox.withKey(key(2)).fingerprint(SECRET)).isNotEqualTo(box.fingerprint(SECRET));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
  void namesTheSettingWhenTheKeyIsUnusable(@Nullable String key) {
    assertThatThrownBy(() -> SecretBox.withKey(key))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageStartingWith("trilha.slack.secret-key ");
  }

  private static String key(int seed) {
    var bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes);
  }
}
