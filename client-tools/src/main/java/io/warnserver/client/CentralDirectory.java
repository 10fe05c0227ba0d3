package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ARCHIVE_UNREADABLE;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The entries of a zip archive as a reader finds them that begins with the directory at the end of
 * the file. The JDK's {@code ZipFile} is no substitute: of two entries with one name it shows one.
 * Without Zip64, encryption and multiple disks, which no file of this size needs.
 */
final class CentralDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final ByteBuffer file;

  private CentralDirectory(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  static List<ArchiveEntry> read(byte[] file) throws PackageRefusedException {
    try {
      return new CentralDirectory(file).entries();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw unreadable("it points outside of the file");
    } catch (IOException e) {
      throw unreadable("an entry cannot be unpacked");
    }
  }

  private List<ArchiveEntry> entries() throws PackageRefusedException, IOException {
    int end = endRecord();
    int count = Short.toUnsignedInt(file.getShort(end + 10));
    int start = file.getInt(end + 16);
    if (file.getInt(end + 4) != 0 || file.getShort(end + 8) != file.getShort(end + 10)) {
      throw unreadable("it spans several disks");
    }
    if (start < 0 || start + file.getInt(end + 12) != end) {
      throw unreadable("the directory does not end where the end record begins");
    }
    List<ArchiveEntry> entries = new ArrayList<>();
    file.position(start);
    while (entries.size() < Math.min(count, ArchiveEntry.MAX_ENTRIES)) {
      entries.add(nextEntry());
    }
    if (count <= ArchiveEntry.MAX_ENTRIES && file.position() != end) {
      throw unreadable("the directory holds more than its end record says");
    }
    return entries;
  }

  /** The last end record whose comment reaches exactly to the end of the file. */
  private int endRecord() throws PackageRefusedException {
    int last = file.limit() - END_BYTES;
    for (int at = last; at >= Math.max(0, last - 0xffff); at--) {
      if (file.getInt(at) == END_SIGNATURE
          && at + END_BYTES + Short.toUnsignedInt(file.getShort(at + 20)) == file.limit()) {
        return at;
      }
    }
    throw unreadable("it has no end record");
  }

  private ArchiveEntry nextEntry() throws PackageRefusedException, IOException {
    int at = file.position();
    if (file.getInt(at) != HEADER_SIGNATURE) {
      throw unreadable("the directory has something else than an entry");
    }
    int nameBytes = Short.toUnsignedInt(file.getShort(at + 28));
    int afterName =
        Short.toUnsignedInt(file.getShort(at + 30)) + Short.toUnsignedInt(file.getShort(at + 32));
    String name = text(at + 46, nameBytes);
    ByteString content = content(at, name);
    file.position(at + 46 + nameBytes + afterName);
    return new ArchiveEntry(name, content);
  }

  private ByteString content(int header, String name) throws PackageRefusedException, IOException {
    int method = file.getShort(header + 10);
    int packed = file.getInt(header + 20);
    int size = file.getInt(header + 24);
    int local = file.getInt(header + 42);
    if ((file.getShort(header + 8) & 1) != 0 || (method != STORED && method != DEFLATED)) {
      throw unreadable("an entry is encrypted or packed in another way than deflate");
    }
    if (size < 0 || size > ArchiveEntry.limit(name)) {
      throw ArchiveEntry.tooLarge(name);
    }
    int nameBytes = Short.toUnsignedInt(file.getShort(local + 26));
    if (file.getInt(local) != LOCAL_SIGNATURE || !text(local + 30, nameBytes).equals(name)) {
      throw new PackageRefusedException(
          Refusal.Reason.ARCHIVE_AMBIGUOUS,
          "the directory's entry " + ArchiveEntry.printable(name) + " is not where it says");
    }
    int data = local + 30 + nameBytes + Short.toUnsignedInt(file.getShort(local + 28));
    byte[] content = unpack(bytes(data, packed), method, size);
    CRC32 sum = new CRC32();
    sum.update(content);
    if ((int) sum.getValue() != file.getInt(header + 16)) {
      throw unreadable("the checksum of an entry is wrong");
    }
    return ByteString.copyFrom(content);
  }

  private static byte[] unpack(byte[] packed, int method, int size)
      throws PackageRefusedException, IOException {
    Inflater inflater = new Inflater(true);
    ByteArrayInputStream rest = new ByteArrayInputStream(packed);
    InputStream content = method == STORED ? rest : new InflaterInputStream(rest, inflater);
    try {
      byte[] unpacked = content.readNBytes(size + 1);
      if (unpacked.length != size || rest.available() > 0 || inflater.getRemaining() > 0) {
        throw unreadable("the sizes of an entry differ");
      }
      return unpacked;
    } finally {
      inflater.end();
    }
  }

  private String text(int at, int length) {
    return new String(bytes(at, length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int at, int length) {
    // Its bounds are checked before anything is allocated.
    ByteBuffer part = file.slice(at, length);
    byte[] bytes = new byte[length];
    part.get(bytes);
    return bytes;
  }

  private static PackageRefusedException unreadable(String found) {
    return new PackageRefusedException(ARCHIVE_UNREADABLE, found);
  }
}
