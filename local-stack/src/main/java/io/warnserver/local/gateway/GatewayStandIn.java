package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A federation gateway on this machine. New uploads become batches when somebody asks for a
 * download, when {@link #batchUploads} is called, or regularly after {@link #batchEvery};
 * subscribers are called then.
 */
public final class GatewayStandIn implements AutoCloseable {

  private final FederationCertificates certificates;
  private final CountryRegister register;
  private final KeyExchange exchange;
  private final Clock clock;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Conducts conducts = new Conducts();
  private final CallbackCalls calls;
  private final GatewayServer server;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean batchesOnDownload = true;

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
    Tls tls = new Tls(certificates);
    calls = new CallbackCalls(subscriptions, register, tls);
    Endpoint download = new DownloadEndpoint(exchange);
    Map<Call, Endpoint> endpoints =
        Map.of(
            Call.UPLOAD,
            new UploadEndpoint(exchange, register, clock),
            Call.DOWNLOAD,
            (request, country, certificate, conduct) -> {
              if (batchesOnDownload) {
                batchUploads();
              }
              return download.answer(request, country, certificate, conduct);
            },
            Call.AUDIT,
            new AuditEndpoint(
                exchange, certificates, new OperatorSignatures(certificates.trustAnchor())),
            Call.CALLBACK,
            new CallbackEndpoint(subscriptions));
    server = new GatewayServer(port, tls.server(), register, conducts, endpoints);
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
    return server.address();
  }

  /** All certificates. */
  public FederationCertificates certificates() {
    return certificates;
  }

  /** What the next calls of a kind meet, one each; those after them what {@link #always} says. */
  public void next(Call call, Conduct... sequence) {
    conducts.next(call, List.of(sequence));
  }

  /** What all calls of a kind meet from now on. */
  public void always(Call call, Conduct conduct) {
    conducts.always(call, conduct);
  }

  /** No faults from now on. */
  public void behave() {
    conducts.reset();
  }

  /** How many calls of a kind there were, whatever became of them. */
  public int calls(Call call) {
    return conducts.count(call);
  }

  /**
   * Merges uploads up to so many keys, so that few keys make many batches; 5000 is the real one's
   * number. One upload is never split.
   */
  public void limitBatches(int keys) {
    exchange.limitBatches(keys);
  }

  /** Batches are made by {@link #batchUploads} and {@link #batchEvery} only. */
  public void batchByHand() {
    batchesOnDownload = false;
  }

  /** Makes batches of the uploads that came since the last time, and calls the subscribers. */
  public List<String> batchUploads() {
    List<Batch> made = exchange.batchUploads();
    calls.announce(made);
    return made.stream().map(Batch::tag).toList();
  }

  /** Makes batches regularly. */
  public void batchEvery(Duration period) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::batchUploads, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How long to wait before a callback is tried again. */
  public void retryCallbacksAfter(Duration pause) {
    calls.pause(pause);
  }

  /** Who wants to be called. */
  public List<Subscription> subscriptions() {
    return subscriptions.all();
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
   * @return the upload's tag
   */
  public String seed(String country, List<DiagnosisKey> keys) {
    return seed(country, keys, false);
  }

  /**
   * Two uploads of one country at the very same time, whose keys alternate in the download. Both
   * come into one batch.
   */
  public void seedInterleaved(String country, List<DiagnosisKey> one, List<DiagnosisKey> other) {
    seed(country, one, false);
    seed(country, other, true);
  }

  private String seed(String country, List<DiagnosisKey> keys, boolean interleaved) {
    if (keys.isEmpty() || keys.size() > KeyExchange.MAX_KEYS) {
      throw new IllegalArgumentException("an upload has 1 to 5000 keys");
    }
    DiagnosisKeyBatch.Builder batch = DiagnosisKeyBatch.newBuilder();
    keys.forEach(key -> batch.addKeys(key.toBuilder().setOrigin(country)));
    List<String> entries = SignedEntries.ofAll(batch.getKeysList());
    IssuedCertificate signing = certificates.of(country, CertificateRole.SIGNING);
    String tag = UUID.randomUUID().toString();
    exchange.put(
        new Upload(
            country,
            tag,
            clock.instant(),
            certificates.of(country, CertificateRole.AUTHENTICATION).certificate(),
            signing.certificate(),
            BatchSignature.sign(SignedEntries.signed(entries), signing),
            batch.build().toByteString(),
            batch.getKeysCount(),
            interleaved),
        entries);
    return tag;
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
    timer.shutdownNow();
    server.close();
    calls.close();
  }
}
