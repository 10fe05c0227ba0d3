package io.warnserver.local.gateway;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** One kind of call. */
interface Endpoint {

  /**
   * Does what is asked.
   *
   * @param country that calls
   * @param certificate its TLS client certificate
   * @param conduct says which fault to make, if it is one of this kind of call
   * @throws Refusal otherwise
   */
  Answer answer(Request request, String country, X509Certificate certificate, Conduct conduct);

  /** Refuses every other method. */
  static void requireMethod(Request request, String method) {
    if (!request.method().equals(method)) {
      throw new Refusal(405, "the method is not supported");
    }
  }

  /** Refuses an Accept that is there and does not name JSON. */
  static void requireJsonAccepted(Optional<String> accept) {
    if (accept.isPresent()) {
      for (String range : accept.get().split(",", -1)) {
        if (range.split(";", 2)[0].strip().equalsIgnoreCase(Answer.JSON)) {
          return;
        }
      }
      throw new Refusal(406, "Accept must be application/json");
    }
  }
}
