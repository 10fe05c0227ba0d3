package io.warnserver.client;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zip archives cut by hand, so that they can be wrong in ways that no library writes. */
final class ZipBytes {
  private ZipBytes() {}

  /** One entry; deflated or stored. */
  record Part(String name, ByteString content, boolean deflated) {
    static Part stored(String name, byte[] content) {
      return new Part(name, ByteString.copyFrom(content), false);
    }

    static Part deflated(String name, byte[] content) {
      return new Part(name, ByteString.copyFrom(content), true);
    }

    private byte[] packed() {
      if (!deflated) {
        return content.toByteArray();
      }
      Deflater deflater = new Deflater(9, true);
      deflater.setInput(content.toByteArray());
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      byte[] step = new byte[8192];
      while (!deflater.finished()) {
        packed.write(step, 0, deflater.deflate(step));
      }
      deflater.end();
      return packed.toByteArray();
    }

    private int sum() {
      CRC32 sum = new CRC32();
      sum.update(content.toByteArray());
      return (int) sum.getValue();
    }
  }

  static byte[] of(Part... parts) {
    return of(List.of(parts), List.of(parts));
  }

  /** An archive whose file has the first entries and whose directory names the second ones. */
  static byte[] of(List<Part> streamed, List<Part> listed) {
    return of(streamed, List.of(), listed);
  }

  /** The same, with entries that no reader from the start reaches, behind four bytes of nothing. */
  static byte[] of(List<Part> streamed, List<Part> hidden, List<Part> listed) {
    ByteBuffer zip = ByteBuffer.allocate(33_000_000).order(ByteOrder.LITTLE_ENDIAN);
    Map<Part, Integer> offsets = new LinkedHashMap<>();
    streamed.forEach(part -> writeLocal(zip, part, offsets));
    if (!hidden.isEmpty()) {
      zip.putInt(0);
      hidden.forEach(part -> writeLocal(zip, part, offsets));
    }
    int start = zip.position();
    for (Part part : listed) {
      zip.putInt(0x02014b50).putShort((short) 20);
      writeCommon(zip, part);
      zip.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      zip.putInt(offsets.getOrDefault(part, 0)).put(part.name().getBytes(StandardCharsets.UTF_8));
    }
    int size = zip.position() - start;
    zip.putInt(0x06054b50).putInt(0);
    zip.putShort((short) listed.size()).putShort((short) listed.size());
    zip.putInt(size).putInt(start).putShort((short) 0);
    byte[] bytes = new byte[zip.position()];
    zip.get(0, bytes);
    return bytes;
  }

  private static void writeLocal(ByteBuffer zip, Part part, Map<Part, Integer> offsets) {
    offsets.put(part, zip.position());
    zip.putInt(0x04034b50);
    writeCommon(zip, part);
    zip.put(part.name().getBytes(StandardCharsets.UTF_8)).put(part.packed());
  }

  private static void writeCommon(ByteBuffer zip, Part part) {
    zip.putShort((short) 20).putShort((short) 0).putShort((short) (part.deflated() ? 8 : 0));
    zip.putInt(0x00210000).putInt(part.sum());
    zip.putInt(part.packed().length).putInt(part.content().size());
    zip.putShort((short) part.name().getBytes(StandardCharsets.UTF_8).length).putShort((short) 0);
  }
}
