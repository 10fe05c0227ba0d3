package io.warnserver.federation.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.warnserver.health.Health;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * The gateway over HTTPS with a client certificate (federation gateway protocol). It works on the
 * caller's thread. A request that takes longer than {@link #longestRequest} ends with all its
 * connections; so does another one that is under way then, which is repeated as after any fault.
 */
public final class HttpGateway implements Gateway, AutoCloseable {

  private static final long MAX_BYTES = 32L << 20;

  /** Of what is read as a whole: a number for each key that was uploaded, or callbacks. */
  private static final long MAX_SMALL_BYTES = 1L << 20;

  /** A connection that was just being made is ended the next time. */
  private static final long END_AGAIN_MILLIS = 1_000;

  private final GatewaySettings settings;
  private final ScheduledExecutorService threads;
  private final Connections connections;
  private final GatewayApi api;

  /** Why the last request got no answer; empty if it got one, or none was sent. */
  private volatile String lastFault = "";

  /**
   * @param tls with the client certificate and the authorities that the gateway's is from
   * @param threads of the container; they say when a request's time is over
   */
  public HttpGateway(GatewaySettings settings, SSLContext tls, ScheduledExecutorService threads) {
    this.settings = settings;
    this.threads = threads;
    this.connections = new Connections(tls);
    this.api =
        RestClientBuilder.newBuilder()
            .baseUri(settings.url())
            .sslContext(connections.context())
            .executorService(threads)
            .followRedirects(false)
            .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .property("microprofile.rest.client.disable.default.mapper", true)
            .property(StreamedBody.PROPERTY, true)
            .register(new StreamedBody())
            .build(GatewayApi.class);
  }

  @Override
  public UploadAnswer upload(String batchTag, List<DiagnosisKey> keys, String signature) {
    byte[] batch = DiagnosisKeyBatch.newBuilder().addAllKeys(keys).build().toByteArray();
    try {
      return send(
          () -> api.upload(batchTag, signature, batch),
          answer -> uploadAnswer(answer, keys.size()));
    } catch (GatewayException e) {
      // Nothing is stored by a 207, whatever its body says.
      return new UploadAnswer.NotTaken(e.getMessage());
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | SSLHandshakeException
        | SSLPeerUnverifiedException e) {
      return new UploadAnswer.NotTaken("the gateway was not reached: " + nameOf(e));
    } catch (IOException e) {
      return new UploadAnswer.Unknown(noAnswer(e));
    }
  }

  private static UploadAnswer uploadAnswer(Response answer, int keys) {
    int status = answer.getStatus();
    return switch (status) {
      case 201 -> new UploadAnswer.Stored();
      case 207 -> JsonAnswers.mixed(body(answer, MAX_SMALL_BYTES), keys);
      case 400 -> new UploadAnswer.Refused(status(status));
      case 409 -> new UploadAnswer.TagUsed();
      case 413 -> new UploadAnswer.TooLarge();
      case 403, 405, 406, 415 -> new UploadAnswer.NotTaken(status(status));
      default -> new UploadAnswer.Unknown(status(status));
    };
  }

  /**
   * The gateway takes the time of a batch and then, maybe after midnight, the day for its tag: it
   * keeps such a batch under the day before.
   */
  @Override
  public DownloadAnswer download(LocalDate date, Optional<String> batchTag) {
    DownloadAnswer answer = ask(date, batchTag);
    if (batchTag.isEmpty() || !answer.equals(new DownloadAnswer.Failed(status(400)))) {
      return answer;
    }
    DownloadAnswer dayBefore = ask(date.minusDays(1), batchTag);
    return dayBefore instanceof DownloadAnswer.Named ? dayBefore : answer;
  }

  private DownloadAnswer ask(LocalDate date, Optional<String> batchTag) {
    String day = date.toString();
    try {
      return send(
          () -> batchTag.map(tag -> api.download(day, tag)).orElseGet(() -> api.download(day)),
          HttpGateway::downloadAnswer);
    } catch (IOException e) {
      return new DownloadAnswer.Failed(noAnswer(e));
    }
  }

  private static DownloadAnswer downloadAnswer(Response answer) throws IOException {
    return switch (answer.getStatus()) {
      case 200 -> {
        Optional<DownloadTag> tag = header(answer, "batchTag").flatMap(DownloadTag::of);
        Optional<String> next = header(answer, "nextBatchTag").filter(HttpGateway::isTag);
        Optional<DownloadTag> nextTag = next.flatMap(DownloadTag::of);
        if (tag.isEmpty() || next.isPresent() != nextTag.isPresent()) {
          yield new DownloadAnswer.Failed("status 200 without readable tags");
        }
        yield batch(tag.get(), nextTag, answer);
      }
      case 404 -> new DownloadAnswer.NotFound();
      case 410 -> new DownloadAnswer.Gone();
      default -> new DownloadAnswer.Failed(status(answer.getStatus()));
    };
  }

  private static DownloadAnswer batch(DownloadTag tag, Optional<DownloadTag> next, Response answer)
      throws IOException {
    try {
      return new DownloadAnswer.Batch(tag, next, BatchReader.read(body(answer, MAX_BYTES)));
    } catch (InvalidProtocolBufferException e) {
      return new DownloadAnswer.Unreadable(tag, next);
    }
  }

  private static Optional<String> header(Response answer, String name) {
    return Optional.ofNullable(answer.getHeaderString(name));
  }

  /** The end of the chain is the word null (federation gateway protocol, download). */
  private static boolean isTag(String header) {
    return !header.isEmpty() && !header.equalsIgnoreCase("null");
  }

  /** Asks for the day before, too, as {@link #download} does. */
  @Override
  public AuditAnswer audit(DownloadTag tag) {
    AuditAnswer answer = audit(tag.date(), tag);
    if (!answer.equals(new AuditAnswer.Unavailable(status(404), false))) {
      return answer;
    }
    AuditAnswer dayBefore = audit(tag.date().minusDays(1), tag);
    return dayBefore instanceof AuditAnswer.Entries ? dayBefore : answer;
  }

  private AuditAnswer audit(LocalDate date, DownloadTag tag) {
    try {
      return send(
          () -> api.audit(date.toString(), tag.toString()),
          answer ->
              answer.getStatus() == 200
                  ? new AuditAnswer.Entries(JsonAnswers.audit(body(answer, MAX_BYTES)))
                  : new AuditAnswer.Unavailable(
                      status(answer.getStatus()), answer.getStatus() == 410));
    } catch (GatewayException e) {
      return new AuditAnswer.Unavailable(e.getMessage(), false);
    } catch (IOException e) {
      return new AuditAnswer.Unavailable(noAnswer(e), false);
    }
  }

  /**
   * Whether the last request got an answer, whatever it was. Nothing is asked for this alone: a
   * connection that is only tried is a fault of TLS in the gateway's log.
   */
  public Health health(String name) {
    String fault = lastFault;
    return fault.isEmpty() ? Health.up(name, "") : Health.degraded(name, fault);
  }

  @Override
  public Duration longestRequest() {
    return settings.longestRequest();
  }

  @Override
  public List<Subscription> callbacks() {
    return confirmed(
        api::callbacks, answer -> JsonAnswers.callbacks(body(answer, MAX_SMALL_BYTES)));
  }

  @Override
  public void register(Subscription subscription) {
    var unused =
        confirmed(
            () -> api.register(subscription.id(), subscription.url(), new byte[0]),
            Response::getStatus);
  }

  private <T> T confirmed(Supplier<Response> request, Reading<T> reading) {
    try {
      return send(
          request,
          answer -> {
            if (answer.getStatus() != 200) {
              throw new GatewayException(status(answer.getStatus()));
            }
            return reading.of(answer);
          });
    } catch (IOException e) {
      throw new GatewayException(noAnswer(e));
    }
  }

  /** Ends what is under way. Nothing is sent any more: that is an answer that did not come. */
  @Override
  public void close() {
    // First: with its connections gone, a client has nothing to wait for when it closes them.
    connections.close();
    try {
      ((Closeable) api).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an answer. */
  private interface Reading<T> {
    T of(Response answer) throws IOException;
  }

  private <T> T send(Supplier<Response> request, Reading<T> reading) throws IOException {
    Future<?> alarm =
        threads.scheduleWithFixedDelay(
            connections::end, longestRequest().toMillis(), END_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    try {
      Response answer = request.get();
      lastFault = "";
      try {
        return reading.of(answer);
      } finally {
        finish(answer);
      }
    } catch (GatewayException e) {
      throw e;
    } catch (RuntimeException e) {
      // Some clients throw what they like when they are closed meanwhile.
      IOException cause = causeOf(e);
      lastFault = noAnswer(cause);
      throw cause;
    } finally {
      alarm.cancel(false);
    }
  }

  /** What becomes of the rest of a body changes no answer. */
  private static void finish(Response answer) {
    try {
      answer.close();
    } catch (ProcessingException e) {
      // It did not arrive; nobody wanted it.
    }
  }

  /** What kept an answer from coming. */
  private static IOException causeOf(RuntimeException failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .findFirst()
        .orElseGet(() -> new IOException(failure));
  }

  /** Whatever media type it is said to have. */
  private static InputStream body(Response answer, long maxBytes) {
    String length = header(answer, HttpHeaders.CONTENT_LENGTH).orElse("");
    long announced = length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    return new WholeBody(answer.readEntity(InputStream.class), announced, maxBytes);
  }

  private static String status(int status) {
    return "status " + status;
  }

  private static String noAnswer(IOException e) {
    return "no answer: " + nameOf(e);
  }

  /** Not its message, which can repeat an address or a header. */
  private static String nameOf(IOException e) {
    Throwable named = e.getCause() instanceof RuntimeException thrown ? thrown : e;
    return named.getClass().getSimpleName();
  }
}
