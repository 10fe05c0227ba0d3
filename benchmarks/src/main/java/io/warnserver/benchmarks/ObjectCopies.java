package io.warnserver.benchmarks;

import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * Everything that has been put into the bucket, as files.
 *
 * @param all objects as they are
 * @param exports the uncompressed content of each that is an archive
 */
record ObjectCopies(List<Path> all, List<Path> exports) {

  /** Copies the objects that the store's log says were put. */
  static ObjectCopies download(ObjectStore store, Path folder)
      throws IOException, InterruptedException {
    DataDirectory.deleteTree(folder);
    Files.createDirectories(folder);
    List<Path> all = new ArrayList<>();
    List<Path> exports = new ArrayList<>();
    HttpClient client = HttpClient.newHttpClient();
    for (String path : StoreMeter.put(Files.readAllLines(store.requestLog()))) {
      URI address = store.endpoint().resolve(path);
      Path file = folder.resolve(all.size() + ".object");
      client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofFile(file));
      all.add(file);
      try (InputStream in = Files.newInputStream(file);
          ZipInputStream zip = new ZipInputStream(in)) {
        if (zip.getNextEntry() != null) {
          Path export = folder.resolve(all.size() + ".export");
          Files.copy(zip, export);
          exports.add(export);
        }
      }
    }
    return new ObjectCopies(all, exports);
  }

  /** The sum of the objects' sizes. */
  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : all) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
