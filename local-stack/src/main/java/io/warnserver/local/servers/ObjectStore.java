package io.warnserver.local.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real S3 endpoint with one bucket, as a process of its own; objects outlive it. It asks for no
 * credentials.
 */
public final class ObjectStore implements AutoCloseable {

  /** The bucket. */
  public static final String BUCKET = "warn";

  /** Any region will do. */
  public static final String REGION = "eu-central-1";

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String PREFIX = "COM_ADOBE_TESTING_S3MOCK_STORE_";

  private final ServerProcess process;
  private final URI endpoint;
  private final Path requestLog;

  private ObjectStore(ServerProcess process, URI endpoint, Path requestLog) {
    this.process = process;
    this.endpoint = endpoint;
    this.requestLog = requestLog;
  }

  /** Starts it and waits until it answers. */
  static ObjectStore start(ServerFiles files, DataDirectory directory, int port) {
    List<String> arguments =
        List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            files.objectStore().toString());
    Path requestLog = directory.log("object-store-requests");
    Map<String, String> environment = new TreeMap<>(requestsTo(requestLog));
    environment.putAll(
        Map.of(
            PREFIX + "ROOT",
            directory.folder("object-store").toString(),
            PREFIX + "RETAIN_FILES_ON_EXIT",
            "true",
            PREFIX + "INITIAL_BUCKETS",
            BUCKET,
            PREFIX + "REGION",
            REGION,
            "SERVER_PORT",
            String.valueOf(port),
            "SERVER_SSL_ENABLED",
            "false",
            "SERVER_ADDRESS",
            "127.0.0.1",
            // Its second listener knows no address and cannot be switched off: any port.
            "HTTP_PORT",
            "0"));
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    ServerProcess process = ServerProcess.java("object-store", arguments, environment, directory);
    try {
      process.await(Probe.of(endpoint.resolve("/" + BUCKET + "/"))::answers200, () -> false, LIMIT);
      return new ObjectStore(process, endpoint, requestLog);
    } catch (StartFailedException e) {
      process.close();
      throw e;
    }
  }

  /** A line for each request, written at once, as it has been answered. */
  private static Map<String, String> requestsTo(Path log) {
    String setting = "SERVER_TOMCAT_ACCESSLOG_";
    return Map.of(
        setting + "ENABLED",
        "true",
        setting + "BUFFERED",
        "false",
        setting + "ROTATE",
        "false",
        setting + "DIRECTORY",
        String.valueOf(log.getParent()),
        setting + "PREFIX",
        String.valueOf(log.getFileName()).replace(".log", ""),
        setting + "PATTERN",
        "%m %U %s");
  }

  /** Where the S3 API answers. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Where the bucket's objects are read without credentials, as a phone reads them; ends with a
   * slash.
   */
  public URI publicAddress() {
    return endpoint.resolve("/" + BUCKET + "/");
  }

  /** A line for each request since the data is there: method, path and status. */
  public Path requestLog() {
    return requestLog;
  }

  /** Its process. */
  public ProcessHandle process() {
    return process.handle();
  }

  @Override
  public void close() {
    process.close();
  }
}
