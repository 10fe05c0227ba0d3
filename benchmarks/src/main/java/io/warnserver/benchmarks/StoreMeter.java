package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.local.servers.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;

/** Reads from the object store's log what was asked of it. */
final class StoreMeter {

  private static final long PAUSE_MILLIS = 200;

  private final ObjectStore store;
  private final HttpClient client = HttpClient.newHttpClient();
  private int seen;

  StoreMeter(ObjectStore store) {
    this.store = store;
  }

  /**
   * What was asked between two looks.
   *
   * @param requests all of them
   * @param objects that were put
   * @param bytes in these objects
   */
  record Traffic(long requests, long objects, long bytes) {}

  /** Lets the counts begin anew. */
  void reset() throws IOException, InterruptedException {
    seen = lines().size();
  }

  /** What was asked since then. */
  Traffic traffic() throws IOException, InterruptedException {
    List<String> lines = lines();
    List<String> requests = lines.subList(seen, lines.size());
    List<String> put = put(requests);
    long bytes = 0;
    for (String path : put) {
      bytes += size(path);
    }
    return new Traffic(requests.size(), put.size(), bytes);
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
    HttpRequest head =
        HttpRequest.newBuilder(address).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    return client
        .send(head, BodyHandlers.discarding())
        .headers()
        .firstValueAsLong("Content-Length")
        .orElseThrow(() -> new BenchmarkFailedException(path + " has no size"));
  }
}
