package io.warnserver.submission;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * Asks the outside verification server over HTTP. The client is built once: building one for each
 * request costs more than everything else together.
 */
final class HttpTanVerifier implements TanVerifier {

  private static final Logger LOG = Logger.getLogger(HttpTanVerifier.class.getName());
  private static final String TELETAN_TYPE = "X-CWA-TELETAN-TYPE";

  private final VerificationServer server;

  HttpTanVerifier(SubmissionSettings.Verification settings) {
    server =
        RestClientBuilder.newBuilder()
            .baseUri(settings.address())
            .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
            // A status is an answer here, not an exception.
            .property("microprofile.rest.client.disable.default.mapper", true)
            .build(VerificationServer.class);
  }

  @Override
  public Verdict verify(Tan tan) {
    try (Response response = server.verify("{\"tan\":\"" + tan.reveal() + "\"}")) {
      return switch (response.getStatus()) {
        // A TAN given out at an event authorises check-ins, not diagnosis keys.
        case 200 ->
            "EVENT".equalsIgnoreCase(response.getHeaderString(TELETAN_TYPE))
                ? Verdict.INVALID
                : Verdict.VALID;
        case 404 -> Verdict.INVALID;
        default -> {
          LOG.log(
              Level.WARNING,
              "The verification server answered with status {0}",
              response.getStatus());
          yield Verdict.UNKNOWN;
        }
      };
    } catch (ProcessingException | WebApplicationException e) {
      // The class only: a message may hold the address with what was sent.
      LOG.log(
          Level.WARNING,
          "The verification server could not be asked: {0}",
          causeOf(e).getClass().getName());
      return Verdict.UNKNOWN;
    }
  }

  private static Throwable causeOf(Throwable e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
