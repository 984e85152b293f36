package dev.trilha.standalone.gateway;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses a body of more than {@link Gateway#BODY_LIMIT} bytes. A caller that is cut off while it
 * sends sees a broken connection instead of the answer, so a body that is only somewhat too large
 * is read to its end, and thrown away, before it is refused.
 */
final class BodyLimit extends SizeLimitHandler {
  /** In bytes. More than this nobody sends by mistake. */
  private static final long READ_TO_THE_END = 4L * Gateway.BODY_LIMIT;

  BodyLimit() {
    super(Gateway.BODY_LIMIT, -1);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long length = request.getLength();
    if (length <= Gateway.BODY_LIMIT || length > READ_TO_THE_END) {
      return super.handle(request, response, callback);
    }
    Content.Source.consumeAll(
        request,
        Callback.from(
            () ->
                Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413),
            callback::failed));
    return true;
  }
}
