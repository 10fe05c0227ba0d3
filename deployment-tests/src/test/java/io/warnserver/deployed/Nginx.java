package io.warnserver.deployed;

import io.warnserver.local.certificates.IssuedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx with the file that is shipped, as a process of its own; all that it writes is in a folder.
 */
final class Nginx implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int LINE = 64;

  /** As Debian's own, with an access log, but for what is to lie in the folder. */
  private static final String SURROUNDING =
      """
      daemon off;
      worker_processes 1;
      pid @FOLDER@/nginx.pid;
      error_log @FOLDER@/error.log info;
      events { worker_connections 4096; }
      http {
        access_log @FOLDER@/access.log;
        client_body_temp_path @FOLDER@/body;
        proxy_temp_path @FOLDER@/proxy;
        fastcgi_temp_path @FOLDER@/fastcgi;
        uwsgi_temp_path @FOLDER@/uwsgi;
        scgi_temp_path @FOLDER@/scgi;
        include @FOLDER@/warn-server.conf;
      }
      """;

  private final Path folder;
  private final Process process;

  private Nginx(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param shipped the file, with placeholders
   * @param values of all of them, but for the error log
   * @param port on which it is to listen
   */
  static Nginx start(Path folder, Path shipped, Map<String, String> values, int port)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(values);
    all.put("ERROR_LOG", folder.resolve("warn.log").toString());
    all.put("FOLDER", folder.toString());
    Files.writeString(folder.resolve("warn-server.conf"), filled(Files.readString(shipped), all));
    Path main = Files.writeString(folder.resolve("nginx.conf"), filled(SURROUNDING, all));
    Path output = folder.resolve("output.log");
    Process process =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", main.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long begin = System.nanoTime();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() - begin > LIMIT.toNanos()) {
        process.destroy();
        throw new IllegalStateException("nginx does not listen: " + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return new Nginx(folder, process);
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("@" + value.getKey() + "@", value.getValue());
    }
    if (filled.matches("(?s).*@[A-Z_]+@.*")) {
      throw new IllegalArgumentException("a placeholder has no value: " + filled);
    }
    return filled;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a certificate and its key as nginx reads them: {@code name.pem} and {@code name.key}.
   */
  static void write(Path folder, String name, IssuedCertificate certificate) throws IOException {
    Files.writeString(
        folder.resolve(name + ".pem"), IssuedCertificate.pem(certificate.certificate()));
    Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate.key().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** All log files, by name. */
  Map<String, String> logs() throws IOException {
    Map<String, String> logs = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        logs.put(
            String.valueOf(file.getFileName()),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return logs;
  }

  /** The process that has the workers, which end with it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
