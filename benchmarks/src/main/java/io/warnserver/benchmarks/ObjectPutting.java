package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.local.servers.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Puts every object again, one after the other, below another path of the same bucket. */
final class ObjectPutting {

  private final ObjectStore store;
  private final ObjectCopies copies;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ObjectPutting(ObjectStore store, ObjectCopies copies) {
    this.store = store;
    this.copies = copies;
  }

  void run() throws IOException, InterruptedException {
    for (Path file : copies.all()) {
      URI address = store.publicAddress().resolve("floor/" + file.getFileName());
      HttpRequest put = HttpRequest.newBuilder(address).PUT(BodyPublishers.ofFile(file)).build();
      int status = client.send(put, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new BenchmarkFailedException("an object was answered with status " + status);
      }
    }
  }
}
