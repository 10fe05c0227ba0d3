package io.warnserver.local.play;

import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipInputStream;

/** What the table says of a package that a phone has accepted. */
final class PackageContent {

  private static final int HEADER_BYTES = 16;
  private static final String KEYS = "version/v1/diagnosis-keys/country/";

  private PackageContent() {}

  /** The country in a package's path. */
  static String country(String object) {
    return object.substring(KEYS.length(), object.indexOf('/', KEYS.length()));
  }

  /** One package; the keys of a day package are those of its hours and not counted again. */
  static PhoneView.Row row(String object, byte[] file) throws IOException {
    boolean isHour = object.contains("/hour/");
    return new PhoneView.Row(
        isHour ? 1 : 0, isHour ? 0 : 1, 1, isHour ? keys(file) : 0, file.length);
  }

  private static int keys(byte[] file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      zip.getNextEntry();
      zip.skipNBytes(HEADER_BYTES);
      return TemporaryExposureKeyExport.parseFrom(zip).getKeysCount();
    }
  }
}
