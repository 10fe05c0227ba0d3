package io.warnserver.distribution.store;

import com.github.davidmoten.aws.lw.client.Client;
import com.github.davidmoten.aws.lw.client.HttpMethod;
import com.github.davidmoten.aws.lw.client.MaxAttemptsExceededException;
import com.github.davidmoten.aws.lw.client.Request;
import com.github.davidmoten.aws.lw.client.Response;
import com.github.davidmoten.aws.lw.client.ResponseInputStream;
import com.github.davidmoten.aws.lw.client.xml.XmlElement;
import com.github.davidmoten.aws.lw.client.xml.XmlParseException;
import com.github.davidmoten.aws.lw.client.xml.builder.Xml;
import io.warnserver.distribution.archive.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An object store that speaks S3. Each call is one request: who is patient is another class. */
public final class S3ObjectStore implements ObjectStore {

  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
  private static final int ANSWER_TIMEOUT_MILLIS = 15_000;

  /** How long a request waits for the store at most, beside what it takes to send its body. */
  public static final Duration LONGEST_WAIT =
      Duration.ofMillis(CONNECT_TIMEOUT_MILLIS + ANSWER_TIMEOUT_MILLIS);

  /** How many objects S3 deletes in a request. */
  private static final int DELETE_AT_ONCE = 1000;

  /** How long the content delivery network may keep an object (key packages, metadata). */
  private static final String CACHE_CONTROL = "public,max-age=300";

  private static final int NOT_FOUND = 404;
  private static final int MAX_READ = 4096;

  private final Client client;

  /** The first segment of every path, if it is part of it. */
  private final Optional<String> bucket;

  public S3ObjectStore(StoreSettings settings) {
    bucket = Optional.of(settings.bucket()).filter(name -> settings.pathStyle());
    String address = address(settings);
    client =
        Client.s3()
            .region(settings.region())
            .accessKey(settings.accessKey().reveal())
            .secretKey(settings.secretKey().reveal())
            .baseUrlFactory((service, region) -> address)
            .retryMaxAttempts(1)
            .httpClient(S3ObjectStore::send)
            .build();
  }

  /**
   * With the body's length said beforehand: the JDK would keep a second copy of the body otherwise.
   */
  private static ResponseInputStream send(
      URL address,
      String method,
      Map<String, String> headers,
      byte[] body,
      int connectTimeoutMillis,
      int readTimeoutMillis)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.openConnection();
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(ANSWER_TIMEOUT_MILLIS);
    connection.setUseCaches(false);
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return new ResponseInputStream(
        connection::disconnect,
        status,
        connection.getHeaderFields(),
        in == null ? InputStream.nullInputStream() : in);
  }

  private static String address(StoreSettings settings) {
    String endpoint = settings.endpoint().toString();
    String withSlash = endpoint.endsWith("/") ? endpoint : endpoint + "/";
    return settings.pathStyle()
        ? withSlash
        : withSlash.replaceFirst("://", "://" + settings.bucket() + ".");
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    try {
      return put(path, "application/zip", hash, Files.readAllBytes(archive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putIndex(String path, byte[] json, String hash) {
    put(path, "application/json", hash, json);
  }

  private String put(String path, String contentType, String hash, byte[] body) {
    Request request =
        object(path)
            .method(HttpMethod.PUT)
            .header("Content-Type", contentType)
            .header("Cache-Control", CACHE_CONTROL)
            // Not as the library's metadata, whose names have no hyphens.
            .header("x-amz-meta-cwa-hash", hash)
            .requestBody(body);
    Response answer = answer(request, "the object " + path + " could not be put");
    return etag(answer)
        .orElseThrow(
            () ->
                new ObjectStoreException(
                    "the object " + path + " was put, but has no ETag", null, false));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return find(path, object(path).header("Range", "bytes=0-" + (MAX_READ - 1)))
        .map(Response::content)
        .map(content -> Arrays.copyOf(content, Math.min(content.length, MAX_READ)));
  }

  @Override
  public Optional<String> etag(String path) {
    return find(path, object(path).method(HttpMethod.HEAD)).flatMap(S3ObjectStore::etag);
  }

  private static Optional<Response> find(String path, Request request) {
    String otherwise = "the object " + path + " could not be read";
    Response answer = send(request, otherwise);
    return answer.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(requireOk(answer, otherwise));
  }

  private static Optional<String> etag(Response answer) {
    return answer.firstHeader("ETag").map(etag -> etag.replace("\"", ""));
  }

  @Override
  public void delete(Collection<String> paths) {
    List<String> all = new ArrayList<>(paths);
    for (int from = 0; from < all.size(); from += DELETE_AT_ONCE) {
      deleteAtOnce(all.subList(from, Math.min(all.size(), from + DELETE_AT_ONCE)));
    }
  }

  private void deleteAtOnce(List<String> paths) {
    Xml delete = Xml.create("Delete").element("Quiet").content("true").up();
    for (String path : paths) {
      delete = delete.element("Object").element("Key").content(path).up().up();
    }
    byte[] body = delete.toString().getBytes(StandardCharsets.UTF_8);
    Request request =
        object()
            .query("delete", "")
            .method(HttpMethod.POST)
            .header("Content-Type", "application/xml")
            .header("Content-MD5", Base64.getEncoder().encodeToString(Digests.md5().digest(body)))
            .requestBody(body);
    Response answer = answer(request, paths.size() + " objects could not be deleted");
    List<XmlElement> left = errors(answer);
    if (!left.isEmpty()) {
      throw new ObjectStoreException(
          left.size() + " objects could not be deleted, the first is " + left.get(0).content("Key"),
          null,
          true);
    }
  }

  private static List<XmlElement> errors(Response answer) {
    try {
      return XmlElement.parse(answer.contentUtf8()).childrenWithName("Error");
    } catch (XmlParseException e) {
      throw new ObjectStoreException("the answer to a deletion was not understood", e, true);
    }
  }

  private Request object(String... path) {
    return client.path(
        Stream.concat(
                bucket.stream(), Stream.of(path).flatMap(part -> Stream.of(part.split("/", -1))))
            .toArray(String[]::new));
  }

  private static Response answer(Request request, String otherwise) {
    return requireOk(send(request, otherwise), otherwise);
  }

  private static Response send(Request request, String otherwise) {
    try {
      return request.response();
    } catch (MaxAttemptsExceededException | UncheckedIOException e) {
      throw new ObjectStoreException(otherwise, e, true);
    }
  }

  private static Response requireOk(Response answer, String otherwise) {
    if (!answer.isOk()) {
      throw new ObjectStoreException(
          otherwise + ", status " + answer.statusCode(), null, mayPass(answer.statusCode()));
    }
    return answer;
  }

  /** Too slow, too many, or a fault of the store itself. */
  private static boolean mayPass(int status) {
    return status == 408 || status == 429 || status >= 500;
  }
}
