package io.warnserver.local.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real S3 endpoint with one bucket, as a process of its own; objects outlive it. It asks for no
 * credentials.
 */
public final class ObjectStore extends ServerProcess {

  public static final String BUCKET = "warn";

  /** Any region will do. */
  public static final String REGION = "eu-central-1";

  private static final String STORE = "COM_ADOBE_TESTING_S3MOCK_STORE_";
  private static final String REQUESTS = "SERVER_TOMCAT_ACCESSLOG_";
  private static final String REQUEST_LOG = "object-store-requests";

  private final URI endpoint;
  private final Path requestLog;

  private ObjectStore(
      ServerFiles files, Map<String, String> environment, DataDirectory directory, int port) {
    super(
        "object-store",
        List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            files.objectStore().toString()),
        environment,
        directory);
    endpoint = URI.create("http://127.0.0.1:" + port);
    requestLog = directory.log(REQUEST_LOG);
  }

  /** Starts it and waits until it answers. */
  static ObjectStore start(ServerFiles files, DataDirectory directory, int port) {
    Map<String, String> environment = new TreeMap<>();
    environment.put(STORE + "ROOT", directory.folder("object-store").toString());
    environment.put(STORE + "RETAIN_FILES_ON_EXIT", "true");
    environment.put(STORE + "INITIAL_BUCKETS", BUCKET);
    environment.put(STORE + "REGION", REGION);
    environment.put("SERVER_PORT", String.valueOf(port));
    environment.put("SERVER_SSL_ENABLED", "false");
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    // Its second listener knows no address and cannot be switched off: any port.
    environment.put("HTTP_PORT", "0");
    // A line for each request, written at once, as it has been answered.
    environment.put(REQUESTS + "ENABLED", "true");
    environment.put(REQUESTS + "BUFFERED", "false");
    environment.put(REQUESTS + "ROTATE", "false");
    environment.put(REQUESTS + "DIRECTORY", directory.folder("logs").toString());
    environment.put(REQUESTS + "PREFIX", REQUEST_LOG);
    environment.put(REQUESTS + "PATTERN", "%m %U %s");
    ObjectStore store = new ObjectStore(files, environment, directory, port);
    store.await(Probe.of(store.publicAddress())::answers200, () -> false);
    return store;
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
}
