package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ARCHIVE_UNREADABLE;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The entries of a zip archive as a reader finds them that goes through the file from its start.
 */
final class EntryStream {
  private EntryStream() {}

  static List<ArchiveEntry> read(byte[] file) throws PackageRefusedException {
    List<ArchiveEntry> entries = new ArrayList<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(file))) {
      ZipEntry entry = stream.getNextEntry();
      while (entry != null && entries.size() < ArchiveEntry.MAX_ENTRIES) {
        int limit = ArchiveEntry.limit(entry.getName());
        byte[] content = stream.readNBytes(limit + 1);
        if (content.length > limit) {
          throw ArchiveEntry.tooLarge(entry.getName());
        }
        entries.add(new ArchiveEntry(entry.getName(), ByteString.copyFrom(content)));
        entry = stream.getNextEntry();
      }
    } catch (IOException | IllegalArgumentException e) {
      // The second for names that are not UTF-8.
      throw new PackageRefusedException(ARCHIVE_UNREADABLE, String.valueOf(e.getMessage()));
    }
    return entries;
  }
}
