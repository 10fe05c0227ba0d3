package io.warnserver.federation.gateway;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Tells Payara's client how long a body is, so that it streams it (see {@link #PROPERTY}). A body
 * that it holds in memory is sent once more, by the JDK and unasked, when a kept connection ends
 * instead of an answer: a batch would be uploaded twice. Chunks would prevent that, too, but not
 * every server or proxy takes them.
 */
final class StreamedBody implements ClientRequestFilter, WriterInterceptor {

  /** To be true; clients other than Payara's do not know it. */
  static final String PROPERTY = "jersey.config.client.httpUrlConnector.useFixedLengthStreaming";

  @Override
  public void filter(ClientRequestContext request) {
    if (request.getEntity() instanceof byte[] body) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
    }
  }

  /** The connection itself writes the header; two would be refused, or logged as a warning. */
  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    context.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
    context.proceed();
  }
}
