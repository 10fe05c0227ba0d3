package io.warnserver.local.gateway;

import java.security.cert.X509Certificate;

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
}
