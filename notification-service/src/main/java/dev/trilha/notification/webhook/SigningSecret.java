package dev.trilha.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the receiver of a webhook knows us by, in the form of Standard Webhooks: {@code whsec_} and
 * 24 to 64 bytes in Base64. Its text form is masked.
 */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int OWN_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final String text;

  private SigningSecret(String text) {
    this.text = text;
  }

  public static SigningSecret random(SecureRandom random) {
    var bytes = new byte[OWN_BYTES];
    random.nextBytes(bytes);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * @throws IllegalArgumentException with the rule that is broken, as a sentence that doesn't quote
   *     the secret
   */
  public static SigningSecret parse(String text) {
    if (text.startsWith(PREFIX) && text.length() < 200) {
      try {
        int bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        if (bytes >= FEWEST_BYTES && bytes <= MOST_BYTES) {
          return new SigningSecret(text);
        }
      } catch (IllegalArgumentException notBase64) {
        // The rule below says what is.
      }
    }
    throw new IllegalArgumentException("is whsec_ and 24 to 64 bytes in Base64");
  }

  /** A secret that was parsed when it was stored. */
  public static SigningSecret stored(String text) {
    return new SigningSecret(text);
  }

  /** The secret itself. */
  public String reveal() {
    return text;
  }

  /**
   * The header {@code webhook-signature}.
   *
   * @param id of the message, the same for every attempt
   * @param timestamp of the attempt, in seconds of the epoch
   */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(text.substring(PREFIX.length())), ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningSecret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
