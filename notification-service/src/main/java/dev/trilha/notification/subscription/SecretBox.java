package dev.trilha.notification.subscription;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must not be read by whoever gets hold of the database: AES-256 in GCM, bound to
 * what it belongs to, so that a row copied to another team cannot be opened either.
 */
final class SecretBox {
  private static final String SETTING = "trilha.slack.secret-key";
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey encryption;
  private final SecretKey fingerprints;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    encryption = new SecretKeySpec(key, "AES");
    // A key of its own for each use.
    fingerprints =
        new SecretKeySpec(
            hmac(new SecretKeySpec(key, "HmacSHA256"), "channel fingerprints"), "HmacSHA256");
  }

  /**
   * @param base64 of 32 bytes
   * @throws UnusableKeyException when it is not that; the message names the setting, and never
   *     quotes the key
   */
  static SecretBox withKey(@Nullable String base64) {
    if (base64 == null || base64.isBlank()) {
      throw new UnusableKeyException(
          SETTING
              + " is not set: it encrypts the addresses of Slack channels. Make one with: openssl"
              + " rand -base64 32");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new UnusableKeyException(SETTING + " is not Base64");
    }
    if (key.length != KEY_BYTES) {
      throw new UnusableKeyException(
          SETTING + " has " + key.length + " bytes instead of " + KEY_BYTES);
    }
    return new SecretBox(key);
  }

  /**
   * @param owner what the secret belongs to; needed again to open it
   */
  byte[] close(String secret, String owner) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted =
        cipher(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
        .put(VERSION)
        .put(nonce)
        .put(encrypted)
        .array();
  }

  /**
   * @throws UnusableKeyException when the box was closed with another key, or for another owner
   */
  String open(byte[] box, String owner) {
    if (box.length <= 1 + NONCE_BYTES || box[0] != VERSION) {
      throw new UnusableKeyException("a stored address has a form that is not known");
    }
    byte[] nonce = Arrays.copyOfRange(box, 1, 1 + NONCE_BYTES);
    byte[] encrypted = Arrays.copyOfRange(box, 1 + NONCE_BYTES, box.length);
    return new String(cipher(Cipher.DECRYPT_MODE, nonce, owner, encrypted), StandardCharsets.UTF_8);
  }

  /** The same for the same text, and tells nothing about it. */
  String fingerprint(String secret) {
    return HexFormat.of().formatHex(hmac(fingerprints, secret));
  }

  private byte[] cipher(int mode, byte[] nonce, String owner, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (javax.crypto.AEADBadTagException e) {
      throw new UnusableKeyException("a stored address was encrypted with another " + SETTING);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  private static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }
}
