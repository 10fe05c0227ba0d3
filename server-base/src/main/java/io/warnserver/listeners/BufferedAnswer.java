package io.warnserver.listeners;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Keeps what is written until all of it is there, so that it can be sent without a thread that
 * waits for the client ({@link Answers}). Writing never fails: who writes learns nothing of a
 * client that has gone, and has nothing to log. Answers are some hundred kilobytes at most. Pages
 * of the container about an error are not sent.
 */
final class BufferedAnswer extends HttpServletResponseWrapper {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private PrintWriter writer;

  private BufferedAnswer(HttpServletResponse response) {
    super(response);
  }

  /** Lets the rest of the chain answer, and then the answer leave. */
  static void send(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, Answers answers)
      throws IOException, ServletException {
    BufferedAnswer answer = new BufferedAnswer(response);
    chain.doFilter(request, answer);
    byte[] body = answer.body();
    if (!request.getMethod().equals("HEAD")) {
      response.setContentLength(body.length);
    }
    if (request.isAsyncSupported() && !response.isCommitted()) {
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      answers.sendPaced(context, body, context::complete);
    } else {
      response.getOutputStream().write(body);
    }
  }

  /**
   * Lets a JAX-RS resource take the request, which it suspends. What JAX-RS refuses without asking
   * it (method, media type) is answered without a look at the body.
   */
  static void takeUnlessRefused(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, Answers answers)
      throws IOException, ServletException {
    Suspendable asked = new Suspendable(request);
    chain.doFilter(asked, new BufferedAnswer(response));
    if (!asked.suspended) {
      answers.refuse(request, response, response.getStatus());
    }
  }

  /** The answer itself, where this holds back what is written into it. */
  static HttpServletResponse leaving(AsyncContext context) {
    ServletResponse response = context.getResponse();
    return (HttpServletResponse)
        (response instanceof BufferedAnswer buffered ? buffered.getResponse() : response);
  }

  private byte[] body() {
    if (writer != null) {
      writer.flush();
    }
    return bytes.toByteArray();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new Buffer(bytes);
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      writer =
          new PrintWriter(new OutputStreamWriter(bytes, Charset.forName(getCharacterEncoding())));
    }
    return writer;
  }

  @Override
  public void flushBuffer() {
    // All of it leaves at the end.
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void reset() {
    super.reset();
    bytes.reset();
  }

  @Override
  public void resetBuffer() {
    bytes.reset();
  }

  @Override
  public void sendError(int status, String message) {
    sendError(status);
  }

  @Override
  public void sendError(int status) {
    bytes.reset();
    setStatus(status);
  }

  @Override
  public void setContentLength(int length) {
    // It is counted.
  }

  @Override
  public void setContentLengthLong(long length) {
    // It is counted.
  }

  /** Remembers that it was suspended, also when it has been answered since. */
  private static final class Suspendable extends HttpServletRequestWrapper {

    private volatile boolean suspended;

    Suspendable(HttpServletRequest request) {
      super(request);
    }

    @Override
    public AsyncContext startAsync() {
      suspended = true;
      return super.startAsync();
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      suspended = true;
      return super.startAsync(request, response);
    }
  }

  private static final class Buffer extends ServletOutputStream {

    private final ByteArrayOutputStream bytes;

    Buffer(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int value) {
      bytes.write(value);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("an answer that is buffered is written at once");
    }
  }
}
