package io.warnserver.client;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * One entry of a zip archive, unpacked.
 *
 * @param name as the archive has it, not to be trusted
 * @param content at most {@link #limit} bytes
 */
record ArchiveEntry(String name, ByteString content) {
  static final String EXPORT = "export.bin";
  static final String SIGNATURES = "export.sig";

  /**
   * An archive with more entries than this is not read to its end: it is refused anyway, and each
   * may take the memory of {@link #limit}.
   */
  static final int MAX_ENTRIES = 4;

  private static final int MAX_OTHER_BYTES = 64 * 1024;

  /**
   * How many bytes an entry may unpack to; a small archive can unpack to a thousand times its size.
   */
  static int limit(String name) {
    return name.equals(EXPORT) ? PackageCheck.MAX_BYTES : MAX_OTHER_BYTES;
  }

  static PackageRefusedException tooLarge(String name) {
    return new PackageRefusedException(
        Refusal.Reason.ENTRY_TOO_LARGE,
        printable(name) + " has more than " + limit(name) + " bytes");
  }

  /** A name from outside that cannot steer a terminal or fill it. */
  static String printable(String name) {
    String shortened = name.length() > 64 ? name.substring(0, 64) + "…" : name;
    return "'" + shortened.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "'";
  }

  /**
   * The entries of a zip archive as a reader finds them that goes through the file from its start.
   */
  static List<ArchiveEntry> fromStart(byte[] file) throws PackageRefusedException {
    List<ArchiveEntry> entries = new ArrayList<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(file))) {
      ZipEntry entry = stream.getNextEntry();
      while (entry != null && entries.size() < MAX_ENTRIES) {
        int limit = limit(entry.getName());
        byte[] content = stream.readNBytes(limit + 1);
        if (content.length > limit) {
          throw tooLarge(entry.getName());
        }
        entries.add(new ArchiveEntry(entry.getName(), ByteString.copyFrom(content)));
        entry = stream.getNextEntry();
      }
    } catch (IOException | IllegalArgumentException e) {
      // The second for names that are not UTF-8.
      throw new PackageRefusedException(
          Refusal.Reason.ARCHIVE_UNREADABLE, String.valueOf(e.getMessage()));
    }
    return entries;
  }
}
