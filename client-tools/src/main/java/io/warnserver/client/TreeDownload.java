package io.warnserver.client;

import io.warnserver.client.DownloadedTree.Fault;
import io.warnserver.client.DownloadedTree.StoredPackage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Walks the published tree as a phone does, indexes first, and stores it (key packages, "Paths"). A
 * path can be an object and a folder at once, so an index is stored as {@code index.json} in the
 * folder of its path, a package as {@code package.zip}. Files that are there already and no longer
 * published stay.
 */
public final class TreeDownload {
  private static final String KEYS = "version/v1/diagnosis-keys/country";
  private static final String CONFIGURATION = "version/v1/configuration/country";
  private static final List<String> CONFIGURATIONS =
      List.of("version/v1/app_config_android", "version/v1/app_config_ios");

  private final ObjectStore store;
  private final Path folder;
  private final Clock clock;
  private final Consumer<String> progress;
  private final List<StoredPackage> packages = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private TreeDownload(BaseUrl base, Path folder, Clock clock, Consumer<String> progress) {
    this.store = new ObjectStore(base);
    this.folder = folder;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Walks the tree once, to its end even if objects are missing.
   *
   * @param base of the bucket, or of the content delivery network before it
   * @param folder made if it is not there
   * @param clock says which day is today: no index names it, since it is not complete
   * @param progress is told the path of each object once it is stored
   * @throws IOException if a file cannot be written
   */
  public static DownloadedTree run(
      BaseUrl base, Path folder, Clock clock, Consumer<String> progress)
      throws IOException, InterruptedException {
    TreeDownload download = new TreeDownload(base, folder, clock, progress);
    download.walk();
    return new DownloadedTree(download.packages, download.faults);
  }

  private void walk() throws IOException, InterruptedException {
    if (!index("version", true, IndexFile::versions).contains("v1")) {
      if (faults.isEmpty()) {
        faults.add(new Fault("version", "the index does not name v1"));
      }
      return;
    }
    for (String country : index(KEYS, true, IndexFile::countries)) {
      walkCountry(KEYS + "/" + country + "/date");
    }
    for (String country : index(CONFIGURATION, true, IndexFile::countries)) {
      archive(CONFIGURATION + "/" + country + "/app_config");
    }
    for (String configuration : CONFIGURATIONS) {
      archive(configuration);
    }
  }

  private void walkCountry(String path) throws IOException, InterruptedException {
    List<LocalDate> complete = index(path, true, IndexFile::dates);
    for (LocalDate date : complete) {
      archive(path + "/" + date);
    }
    // Today is in no date index, and neither is yesterday until a run has completed it.
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    SortedSet<LocalDate> withHours = new TreeSet<>(complete);
    withHours.add(today.minusDays(1));
    withHours.add(today);
    for (LocalDate date : withHours) {
      // May be absent: the hours of past days go earlier than their day.
      String hours = path + "/" + date + "/hour";
      for (int hour : index(hours, false, IndexFile::hours)) {
        archive(hours + "/" + hour);
      }
    }
  }

  private <T> List<T> index(String path, boolean needed, Function<byte[], List<T>> parse)
      throws IOException, InterruptedException {
    Optional<HttpResponse<byte[]>> answer = get(path, IndexFile.MAX_BYTES, needed);
    if (answer.isEmpty()) {
      return List.of();
    }
    List<T> elements;
    try {
      elements = parse.apply(answer.get().body());
    } catch (IllegalArgumentException e) {
      faults.add(new Fault(path, e.getMessage()));
      return List.of();
    }
    write(path, "index.json", answer.get().body());
    return elements;
  }

  private void archive(String path) throws IOException, InterruptedException {
    Optional<HttpResponse<byte[]>> answer = get(path, PackageCheck.MAX_BYTES, true);
    if (answer.isPresent()) {
      Path file = write(path, "package.zip", answer.get().body());
      String etag = answer.get().headers().firstValue("etag").orElse("");
      packages.add(new StoredPackage(path, file, etag, ArchiveKind.ofPath(file)));
    }
  }

  private Optional<HttpResponse<byte[]>> get(String path, int limit, boolean needed)
      throws InterruptedException {
    try {
      Optional<HttpResponse<byte[]>> answer = store.get(path, limit);
      if (answer.isEmpty() && needed) {
        faults.add(new Fault(path, "the object is missing"));
      }
      return answer;
    } catch (IOException e) {
      faults.add(new Fault(path, e.getMessage()));
      return Optional.empty();
    }
  }

  private Path write(String path, String name, byte[] content) throws IOException {
    // Only checked elements come into a path, so it cannot leave the folder.
    Path file = folder.resolve(path).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    progress.accept(path);
    return file;
  }
}
