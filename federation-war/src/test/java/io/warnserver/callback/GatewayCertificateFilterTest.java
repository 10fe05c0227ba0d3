package io.warnserver.callback;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class GatewayCertificateFilterTest {

  private static final int PORT = 9443;

  /** CN=Callback, O=Gateway, C=EU; made for this test, its key is nowhere. */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBuzCCAWGgAwIBAgIUPt9g5272zHOtYtuxvbQ29ynt1LwwCgYIKoZIzj0EAwIw
      MjELMAkGA1UEBhMCRVUxEDAOBgNVBAoMB0dhdGV3YXkxETAPBgNVBAMMCENhbGxi
      YWNrMCAXDTI2MTEyMzE3MDQzOFoYDzIwNTEwNzE1MTcwNDM4WjAyMQswCQYDVQQG
      EwJFVTEQMA4GA1UECgwHR2F0ZXdheTERMA8GA1UEAwwIQ2FsbGJhY2swWTATBgcq
      hkjOPQIBBggqhkjOPQMBBwNCAASnrvx4dV73JMwu5wRc8ANStsWAx8Z1t1UPTpJL
      ELAE8+nLptA5I9z98hF5bEeakJEbS7GgcYujvJc44ZjRZWQeo1MwUTAdBgNVHQ4E
      FgQU5BlrPDVr/ztQkJwtzgM0BTcxPxcwHwYDVR0jBBgwFoAU5BlrPDVr/ztQkJwt
      zgM0BTcxPxcwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAOzYvz
      DwPcGsVfL2bWiLb8ofzW52Jo+n222ogwJPlFPQIhANOQGVPcXBLYSrsZ0wd/r5d4
      U+OsNIIre/5+P02eSQEf
      -----END CERTIFICATE-----
      """;

  private final X509Certificate certificate = parse();
  private final CallbackSettings pinned =
      new CallbackSettings(PORT, Set.of(fingerprint(certificate)), Set.of());

  @Test
  void gatewaysCertificate_isLetThrough() throws Exception {
    assertThat(status(pinned, certificate)).isEqualTo(200);
  }

  @Test
  void gatewaysSubject_isLetThrough() throws Exception {
    CallbackSettings subject =
        new CallbackSettings(
            PORT, Set.of(), Set.of(new X500Principal("CN=Callback,O=Gateway,C=EU")));

    assertThat(status(subject, certificate)).isEqualTo(200);
  }

  @Test
  void noCertificate_isForbidden() throws Exception {
    assertThat(status(pinned)).isEqualTo(403);
    assertThat(status(pinned, new X509Certificate[0])).isEqualTo(403);
  }

  @Test
  void wrongCertificate_isForbidden() throws Exception {
    CallbackSettings other =
        new CallbackSettings(
            PORT, Set.of("00".repeat(32)), Set.of(new X500Principal("CN=Other,O=Gateway,C=EU")));

    assertThat(status(other, certificate)).isEqualTo(403);
  }

  /** 200 where the request went on. */
  private static int status(CallbackSettings settings, X509Certificate... chain) throws Exception {
    AtomicInteger status = new AtomicInteger();
    HttpServletRequest request =
        of(
            HttpServletRequest.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" ->
                      arguments[0].equals("jakarta.servlet.request.X509Certificate")
                              && chain.length > 0
                          ? chain
                          : null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    HttpServletResponse response =
        of(
            HttpServletResponse.class,
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("setStatus");
              status.set((Integer) arguments[0]);
              return null;
            });
    FilterChain next = (servletRequest, servletResponse) -> status.set(200);
    new GatewayCertificateFilter(settings).doFilter(request, response, next);
    return status.get();
  }

  private static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static X509Certificate parse() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.cert.CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fingerprint(X509Certificate of) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of.getEncoded()));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
