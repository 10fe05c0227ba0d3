package io.warnserver.local.servers;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real S3 endpoint with one bucket, as a process of its own; objects outlive it. It asks for no
 * credentials.
 */
public final class ObjectStore implements AutoCloseable {

  /** The bucket. */
  public static final String BUCKET = "warn";

  /** Any region will do. */
  public static final String REGION = "eu-central-1";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PREFIX = "COM_ADOBE_TESTING_S3MOCK_STORE_";

  private final ServerProcess process;
  private final URI endpoint;

  private ObjectStore(ServerProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
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
    Map<String, String> environment =
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
            "0");
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    ServerProcess process = ServerProcess.java("object-store", arguments, environment, directory);
    try {
      process.await(Probe.of(endpoint.resolve("/" + BUCKET + "/"))::answers200, () -> false, LIMIT);
      return new ObjectStore(process, endpoint);
    } catch (StartFailedException e) {
      process.close();
      throw e;
    }
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

  @Override
  public void close() {
    process.close();
  }
}
