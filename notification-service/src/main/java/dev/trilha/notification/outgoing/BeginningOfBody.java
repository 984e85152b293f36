package dev.trilha.notification.outgoing;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a body and lets go of the rest. What a receiver says after its status is
 * its own business, however long: it has taken the message, or not.
 */
final class BeginningOfBody implements BodySubscriber<byte[]> {
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  /**
   * @param most bytes; with 0 nothing is waited for
   */
  BeginningOfBody(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    if (most == 0) {
      end();
    } else {
      begun.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] bytes = new byte[Math.min(part.remaining(), most - read.size())];
      part.get(bytes);
      read.writeBytes(bytes);
    }
    if (read.size() == most) {
      end();
    }
  }

  private void end() {
    Flow.Subscription begun = subscription;
    if (begun != null) {
      begun.cancel();
    }
    onComplete();
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(read.toByteArray());
  }
}
