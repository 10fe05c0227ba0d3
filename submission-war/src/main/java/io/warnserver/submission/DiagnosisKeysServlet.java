package io.warnserver.submission;

import io.warnserver.submission.answers.Outcome;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where apps hand in diagnosis keys, real and fake (submission protocol, "Request"). Both take the
 * same way through this class: what can be said without the body is said at once, the rest is an
 * {@link Exchange}, in which no thread waits.
 */
public class DiagnosisKeysServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String FAKE = "cwa-fake";
  private static final String AUTHORIZATION = "cwa-authorization";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("application/x-protobuf\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  @Inject private transient SubmissionBeans beans;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      beans.answers().refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (!isProtobuf(request.getContentType())) {
      beans.answers().refuse(request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else {
      takeIn(request, response);
    }
  }

  private static boolean isProtobuf(String contentType) {
    return contentType != null && MEDIA_TYPE.matcher(contentType.strip()).matches();
  }

  private void takeIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Boolean> fake =
        single(request, FAKE)
            .filter(value -> value.equals("0") || value.equals("1"))
            .map("1"::equals);
    if (fake.isEmpty()) {
      refuse(request, response, "FakeHeader", Outcome.REFUSED);
    } else if (request.getContentLengthLong() > beans.settings().maxBodyBytes()) {
      refuse(request, response, "BodySize", Outcome.TOO_LARGE);
    } else if (!new Exchange(beans, fake.get(), single(request, AUTHORIZATION))
        .begin(request, response)) {
      refuse(request, response, "BodyRoom", Outcome.UNAVAILABLE);
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, String rule, Outcome outcome)
      throws IOException {
    beans.metrics().refused(rule);
    outcome.writeTo(response);
    beans.answers().refuse(request, response, outcome.status());
  }

  /** The header's value; several of them are joined, so that no rule takes them for one. */
  private static Optional<String> single(HttpServletRequest request, String name) {
    Enumeration<String> headers = request.getHeaders(name);
    if (headers == null || !headers.hasMoreElements()) {
      return Optional.empty();
    }
    List<String> values = Collections.list(headers);
    return Optional.of(values.size() == 1 ? values.get(0) : String.join(",", values));
  }
}
