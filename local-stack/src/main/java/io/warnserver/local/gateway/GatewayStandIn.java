package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.http.LoopbackServer;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A federation gateway on this machine. New uploads become batches when somebody asks for a
 * download or when {@link #batchUploads} is called; subscribers are called then.
 */
public final class GatewayStandIn implements AutoCloseable {

  private final FederationCertificates certificates;
  private final CountryRegister register;
  private final KeyExchange exchange;
  private final Clock clock;
  private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();
  private final Map<Call, Deque<Conduct>> next = new EnumMap<>(Call.class);
  private final Map<Call, Conduct> always = new EnumMap<>(Call.class);
  private final Map<Call, Integer> count = new EnumMap<>(Call.class);
  private final CallbackCalls calls;
  private final LoopbackServer server;

  private GatewayStandIn(
      FederationCertificates certificates, Clock clock, int port, Optional<BatchFiles> files) {
    this.certificates = certificates;
    this.clock = clock;
    register = new CountryRegister(clock);
    exchange = new KeyExchange(clock, files);
    for (String country : certificates.countries()) {
      for (CertificateRole role : CertificateRole.values()) {
        register.register(country, role, certificates.of(country, role).certificate());
      }
    }
    calls = new CallbackCalls(subscriptions, register, certificates.gatewayCallback());
    Endpoint batches = new DownloadEndpoint(exchange);
    Endpoint download =
        (request, country, certificate, conduct) -> {
          batchUploads();
          return batches.answer(request, country, certificate, conduct);
        };
    Map<Call, Endpoint> endpoints =
        Map.of(
            Call.UPLOAD, new UploadEndpoint(exchange, register, clock),
            Call.DOWNLOAD, download,
            Call.AUDIT, new AuditEndpoint(exchange, certificates),
            Call.CALLBACK, new CallbackEndpoint(subscriptions));
    // Whose certificate it is, is looked at with each request, and answered with 403.
    var tls = TlsContexts.forAnyClient(certificates.gatewayTls());
    server =
        LoopbackServer.start(
            port,
            Optional.of(LoopbackServer.askingForCertificates(tls, false)),
            Map.of("/", new GatewayEdge(register, this::take, endpoints)));
  }

  /**
   * Starts it on the loopback address. It keeps all in memory.
   *
   * @param certificates of the gateway, and of the countries that take part
   * @param clock all dates follow it
   * @param port 0 for any free one
   * @throws java.io.UncheckedIOException where the port is taken
   */
  public static GatewayStandIn start(FederationCertificates certificates, Clock clock, int port) {
    return new GatewayStandIn(certificates, clock, port, Optional.empty());
  }

  /**
   * As {@link #start(FederationCertificates, Clock, int)}, and finds the batches that it has made
   * before.
   *
   * @param folder keeps the batches
   */
  public static GatewayStandIn start(
      FederationCertificates certificates, Clock clock, int port, Path folder) {
    return new GatewayStandIn(certificates, clock, port, Optional.of(new BatchFiles(folder)));
  }

  /** What {@code /diagnosiskeys} is appended to. */
  public URI address() {
    return server.address("localhost");
  }

  /** What the next calls of a kind meet, one each; those after them what {@link #always} says. */
  public synchronized void next(Call call, Conduct... sequence) {
    next.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(List.of(sequence));
  }

  /** What all calls of a kind meet from now on. */
  public synchronized void always(Call call, Conduct conduct) {
    always.put(call, conduct);
  }

  /** No faults from now on. */
  public synchronized void behave() {
    next.clear();
    always.clear();
  }

  /** How many calls of a kind there were, whatever became of them. */
  public synchronized int calls(Call call) {
    return count.getOrDefault(call, 0);
  }

  private synchronized Conduct take(Call call) {
    count.merge(call, 1, Integer::sum);
    Deque<Conduct> queue = next.getOrDefault(call, new ArrayDeque<>());
    return queue.isEmpty() ? always.getOrDefault(call, new Conduct.Normal()) : queue.removeFirst();
  }

  /**
   * Merges uploads up to so many keys, so that few keys make many batches; 5000 is the real one's
   * number. One upload is never split.
   */
  public void limitBatches(int keys) {
    exchange.limitBatches(keys);
  }

  /** Makes batches of the uploads that came since the last time, and calls the subscribers. */
  public List<String> batchUploads() {
    List<Batch> made = exchange.batchUploads();
    calls.announce(made);
    return made.stream().map(Batch::tag).toList();
  }

  /** Who wants to be called. */
  public List<Subscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  /** Knows one more certificate of a country. */
  public void register(String country, CertificateRole role, X509Certificate certificate) {
    register.register(country, role, certificate);
  }

  /** Knows a certificate no longer. */
  public void revoke(X509Certificate certificate) {
    register.revoke(certificate);
  }

  /**
   * Uploads keys of a country, properly signed. The keys themselves are not looked at: they may
   * break every rule but the limit on their number.
   *
   * @param keys 1 to 5000; their origin is set
   */
  public void seed(String country, List<DiagnosisKey> keys) {
    seed(country, keys, false);
  }

  /**
   * Two uploads of one country at the very same time, whose keys alternate in the download. Both
   * come into one batch.
   */
  public void seedInterleaved(String country, List<DiagnosisKey> one, List<DiagnosisKey> other) {
    seed(country, one, false);
    seed(country, other, true);
  }

  private void seed(String country, List<DiagnosisKey> keys, boolean interleaved) {
    if (keys.isEmpty() || keys.size() > KeyExchange.MAX_KEYS) {
      throw new IllegalArgumentException("an upload has 1 to 5000 keys");
    }
    DiagnosisKeyBatch.Builder batch = DiagnosisKeyBatch.newBuilder();
    keys.forEach(key -> batch.addKeys(key.toBuilder().setOrigin(country)));
    List<String> entries = SignedEntries.ofAll(batch.getKeysList());
    IssuedCertificate signing = certificates.of(country, CertificateRole.SIGNING);
    exchange.put(
        new Upload(
            country,
            UUID.randomUUID().toString(),
            clock.instant(),
            certificates.of(country, CertificateRole.AUTHENTICATION).certificate(),
            signing.certificate(),
            BatchSignature.sign(SignedEntries.signed(entries), signing),
            batch.build().toByteString(),
            batch.getKeysCount(),
            interleaved),
        entries);
  }

  /** What a country has uploaded and the gateway has stored, an element an upload, in order. */
  public List<List<DiagnosisKey>> uploadsOf(String country) {
    return exchange.uploadsOf(country).stream().map(Upload::parsed).toList();
  }

  /** The key data of all that a country has uploaded, doubles included. */
  public List<ByteString> keyDataOf(String country) {
    return uploadsOf(country).stream().flatMap(List::stream).map(DiagnosisKey::getKeyData).toList();
  }

  @Override
  public void close() {
    server.close();
    calls.close();
  }
}
