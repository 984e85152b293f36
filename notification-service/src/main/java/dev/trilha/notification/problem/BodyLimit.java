package dev.trilha.notification.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops reading a body that is larger than any body this service knows, whether it says so
 * beforehand or not.
 */
public final class BodyLimit extends OncePerRequestFilter {
  private final int bytes;

  public BodyLimit(int bytes) {
    this.bytes = bytes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > bytes) {
              throw new BodyTooLarge(bytes);
            }
            return new Counted(super.getInputStream());
          }
        },
        response);
  }

  static final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1;
    private final int bytes;

    BodyTooLarge(int bytes) {
      super("a body has at most " + bytes + " bytes");
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  private final class Counted extends ServletInputStream {
    private final ServletInputStream body;
    private int left = bytes;

    Counted(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = body.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws BodyTooLarge {
      left -= read;
      if (left < 0) {
        throw new BodyTooLarge(bytes);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
