package io.warnserver.local.play;

import io.warnserver.client.ArchiveKind;
import io.warnserver.client.BaseUrl;
import io.warnserver.client.DownloadedTree;
import io.warnserver.client.DownloadedTree.StoredPackage;
import io.warnserver.client.PackageCheck;
import io.warnserver.client.Refusal;
import io.warnserver.client.RegisteredKey;
import io.warnserver.client.TreeDownload;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/**
 * What a phone finds: the whole tree, downloaded as a phone does, and every archive checked as a
 * phone does.
 *
 * @param trees the key packages by country, {@code EUR} included
 * @param configurations the configuration files
 * @param faults one line for everything that a phone misses or refuses
 */
public record PhoneView(Map<String, Row> trees, Row configurations, List<String> faults) {

  private static final int HEADER_BYTES = 16;
  private static final String KEYS = "version/v1/diagnosis-keys/country/";
  private static final String KEY_ID = "262";
  private static final String KEY_VERSION = "v1";

  /**
   * Downloads to a folder, which is emptied before, and checks.
   *
   * @param store the bucket's address
   * @param folder gets the tree and {@code public-key.pem}
   * @param publicKeyPem the key that is registered for the app
   */
  public static PhoneView of(URI store, Path folder, String publicKeyPem, Clock clock, Steps steps)
      throws IOException, InterruptedException {
    DataDirectory.deleteTree(folder);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("public-key.pem"), publicKeyPem);
    DownloadedTree tree = steps.time("download as a phone", () -> download(store, folder, clock));
    PackageCheck check = new PackageCheck(RegisteredKey.ofPem(publicKeyPem, KEY_ID, KEY_VERSION));
    return steps.time("verification of every package", () -> check(tree, check));
  }

  /** Whether everything is there, anything at all is there, and a phone accepts all of it. */
  public boolean isGood() {
    return faults.isEmpty() && trees.containsKey("EUR") && configurations.files() > 0;
  }

  /** All archives. */
  public int archives() {
    return trees.values().stream().mapToInt(Row::files).sum() + configurations.files();
  }

  private static DownloadedTree download(URI store, Path folder, Clock clock)
      throws InterruptedException {
    try {
      return TreeDownload.run(BaseUrl.of(store.toString()), folder, clock, object -> {});
    } catch (IOException e) {
      throw new PlayFailedException("the tree cannot be written to " + folder, e);
    }
  }

  private static PhoneView check(DownloadedTree tree, PackageCheck check) throws IOException {
    List<String> faults = new ArrayList<>();
    tree.faults().forEach(fault -> faults.add(fault.toString()));
    Map<String, Row> trees = new TreeMap<>();
    Row configurations = Row.EMPTY;
    for (StoredPackage stored : tree.packages()) {
      byte[] file = Files.readAllBytes(stored.file());
      List<Refusal> refusals = check.refusals(file, stored.kind());
      refusals.forEach(refusal -> faults.add(stored.object() + ": " + refusal));
      if (stored.kind() != ArchiveKind.KEYS) {
        configurations = configurations.plus(new Row(0, 0, 1, 0, file.length));
      } else if (refusals.isEmpty()) {
        trees.merge(country(stored.object()), ofPackage(stored.object(), file), Row::plus);
      }
    }
    return new PhoneView(trees, configurations, faults);
  }

  private static String country(String object) {
    return object.substring(KEYS.length(), object.indexOf('/', KEYS.length()));
  }

  /** The keys of a day package are those of its hours and not counted again. */
  private static Row ofPackage(String object, byte[] file) throws IOException {
    return object.contains("/hour/")
        ? new Row(1, 0, 1, keys(file), file.length)
        : new Row(0, 1, 1, 0, file.length);
  }

  private static int keys(byte[] file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      zip.getNextEntry();
      zip.skipNBytes(HEADER_BYTES);
      return TemporaryExposureKeyExport.parseFrom(zip).getKeysCount();
    }
  }

  /**
   * What there is of one kind.
   *
   * @param hours hour packages
   * @param days day packages
   * @param files all archives
   * @param keys in the hour packages
   * @param bytes of all archives
   */
  public record Row(int hours, int days, int files, long keys, long bytes) {

    static final Row EMPTY = new Row(0, 0, 0, 0, 0);

    Row plus(Row other) {
      return new Row(
          hours + other.hours,
          days + other.days,
          files + other.files,
          keys + other.keys,
          bytes + other.bytes);
    }
  }
}
