package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.local.servers.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Reads from the object store's log what was asked of it. */
final class StoreMeter {

  private static final long PAUSE_MILLIS = 200;

  private final ObjectStore store;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int seen;

  /** What was asked until now does not count. */
  StoreMeter(ObjectStore store) throws IOException, InterruptedException {
    this.store = store;
    seen = lines().size();
  }

  /** What was asked since then, what was put, and how large it is. */
  Map<String, Object> traffic() throws IOException, InterruptedException {
    List<String> lines = lines();
    List<String> put = put(lines.subList(seen, lines.size()));
    long bytes = 0;
    for (String path : put) {
      bytes += size(path);
    }
    return Figures.of("objects", put.size(), "bytes", bytes, "storeRequests", lines.size() - seen);
  }

  /** The paths that were put, each once, of lines of the log: method, path and status. */
  static List<String> put(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(words -> words[0].equals("PUT") && words[2].equals("200"))
        .map(words -> words[1])
        .distinct()
        .toList();
  }

  /** A line comes a moment after the answer: waits until there are no more. */
  private List<String> lines() throws IOException, InterruptedException {
    List<String> before;
    List<String> now = Files.readAllLines(store.requestLog());
    do {
      before = now;
      Thread.sleep(PAUSE_MILLIS);
      now = Files.readAllLines(store.requestLog());
    } while (now.size() > before.size());
    return now;
  }

  private long size(String path) throws IOException, InterruptedException {
    URI address = store.endpoint().resolve(path);
    return client
        .send(
            HttpRequest.newBuilder(address).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.discarding())
        .headers()
        .firstValueAsLong("Content-Length")
        .orElseThrow();
  }
}
