package io.warnserver.federation.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** The gateway over HTTPS with a client certificate (federation gateway protocol). */
public final class HttpGateway implements Gateway {

  private static final String PROTOBUF = "application/protobuf; version=1.0";
  private static final String JSON = "application/json";
  private static final String TAG = "batchTag";
  private static final long MAX_BYTES = 32L << 20;

  private final GatewaySettings settings;
  private final String base;
  private final HttpClient client;
  private final ScheduledExecutorService threads;

  /**
   * @param tls with the client certificate and the authorities that the gateway's is from
   * @param threads of the container, for what the client does beside the caller
   */
  public HttpGateway(GatewaySettings settings, SSLContext tls, ScheduledExecutorService threads) {
    this.settings = settings;
    this.threads = threads;
    this.base = settings.url().toString().replaceAll("/+$", "") + "/diagnosiskeys/";
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  @Override
  public UploadAnswer upload(String batchTag, byte[] batch, String signature) {
    HttpRequest request =
        request("upload")
            .header("Content-Type", PROTOBUF)
            .header("Accept", JSON)
            .header(TAG, batchTag)
            .header("batchSignature", signature)
            .POST(BodyPublishers.ofByteArray(batch))
            .build();
    try {
      return send(request, (response, body) -> uploadAnswer(response, body, batch));
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new UploadAnswer.NotTaken("the gateway was not reached: " + nameOf(e));
    } catch (IOException e) {
      return new UploadAnswer.Unknown("no answer: " + nameOf(e));
    }
  }

  private static UploadAnswer uploadAnswer(HttpResponse<?> response, InputStream body, byte[] batch)
      throws IOException {
    int status = response.statusCode();
    return switch (status) {
      case 201 -> new UploadAnswer.Stored();
      case 207 -> mixed(body, batch);
      case 400 -> new UploadAnswer.Refused(status(status));
      case 409 -> new UploadAnswer.TagUsed();
      case 413 -> new UploadAnswer.TooLarge();
      case 403, 405, 406, 415 -> new UploadAnswer.NotTaken(status(status));
      default -> new UploadAnswer.Unknown(status(status));
    };
  }

  /** Nothing is stored, whatever the body says. */
  private static UploadAnswer mixed(InputStream body, byte[] batch) throws IOException {
    int keys = BatchReader.read(new java.io.ByteArrayInputStream(batch)).size();
    try {
      return JsonAnswers.mixed(body, keys);
    } catch (JsonException e) {
      return new UploadAnswer.NotTaken("status 207 without a readable body");
    }
  }

  @Override
  public DownloadAnswer download(LocalDate date, Optional<String> batchTag) {
    HttpRequest.Builder request = request("download/" + date).header("Accept", PROTOBUF).GET();
    batchTag.ifPresent(tag -> request.header(TAG, tag));
    try {
      return send(request.build(), HttpGateway::downloadAnswer);
    } catch (IOException e) {
      return new DownloadAnswer.Failed("no answer: " + nameOf(e));
    }
  }

  private static DownloadAnswer downloadAnswer(HttpResponse<?> response, InputStream body)
      throws IOException {
    return switch (response.statusCode()) {
      case 200 -> {
        Optional<DownloadTag> tag = response.headers().firstValue(TAG).flatMap(DownloadTag::of);
        Optional<String> next =
            response.headers().firstValue("nextBatchTag").filter(HttpGateway::isTag);
        Optional<DownloadTag> nextTag = next.flatMap(DownloadTag::of);
        if (tag.isEmpty() || next.isPresent() != nextTag.isPresent()) {
          yield new DownloadAnswer.Failed("status 200 without readable tags");
        }
        yield batch(tag.get(), nextTag, body);
      }
      case 404 -> new DownloadAnswer.NotFound();
      case 410 -> new DownloadAnswer.Gone();
      default -> new DownloadAnswer.Failed(status(response.statusCode()));
    };
  }

  private static DownloadAnswer batch(DownloadTag tag, Optional<DownloadTag> next, InputStream body)
      throws IOException {
    try {
      return new DownloadAnswer.Batch(tag, next, BatchReader.read(body));
    } catch (InvalidProtocolBufferException e) {
      // protobuf wraps what the stream throws in the middle of a key: that is no bad batch.
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      return new DownloadAnswer.Unreadable(tag, next);
    }
  }

  /** The end of the chain is the word null (federation gateway protocol, download). */
  private static boolean isTag(String header) {
    return !header.isEmpty() && !header.toLowerCase(Locale.ROOT).equals("null");
  }

  @Override
  public AuditAnswer audit(LocalDate date, String batchTag) {
    HttpRequest request =
        request("audit/download/" + date + "/" + batchTag).header("Accept", JSON).GET().build();
    try {
      return send(
          request,
          (response, body) ->
              response.statusCode() == 200
                  ? new AuditAnswer.Entries(JsonAnswers.audit(body))
                  : new AuditAnswer.Unavailable(
                      status(response.statusCode()), response.statusCode() == 410));
    } catch (JsonException e) {
      return new AuditAnswer.Unavailable("the body is not audit information", false);
    } catch (IOException e) {
      return new AuditAnswer.Unavailable("no answer: " + nameOf(e), false);
    }
  }

  @Override
  public Duration longestRequest() {
    return settings.longestRequest();
  }

  @Override
  public List<Subscription> callbacks() {
    HttpRequest request = request("callback").header("Accept", JSON).GET().build();
    return confirmed(request, JsonAnswers::callbacks);
  }

  @Override
  public void register(Subscription subscription) {
    String url = URLEncoder.encode(subscription.url(), StandardCharsets.UTF_8);
    HttpRequest request =
        request("callback/" + subscription.id() + "?url=" + url)
            .PUT(BodyPublishers.noBody())
            .build();
    var unused = confirmed(request, body -> List.of());
  }

  private <T> List<T> confirmed(
      HttpRequest request, java.util.function.Function<InputStream, List<T>> reader) {
    try {
      return send(
          request,
          (response, body) -> {
            if (response.statusCode() != 200) {
              throw new GatewayException(status(response.statusCode()));
            }
            return reader.apply(body);
          });
    } catch (JsonException e) {
      throw new GatewayException("the body is not a list of callbacks");
    } catch (IOException e) {
      throw new GatewayException("no answer: " + nameOf(e));
    }
  }

  /** Reads an answer. */
  private interface Reading<T> {
    T of(HttpResponse<?> response, InputStream body) throws IOException;
  }

  private <T> T send(HttpRequest request, Reading<T> reading) throws IOException {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body =
          new TimedBody(response.body(), settings.readTimeout(), MAX_BYTES, threads)) {
        return reading.of(response, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(settings.readTimeout());
  }

  private static String status(int status) {
    return "status " + status;
  }

  /** Not its message, which can repeat an address or a header. */
  private static String nameOf(IOException e) {
    return e.getClass().getSimpleName();
  }
}
