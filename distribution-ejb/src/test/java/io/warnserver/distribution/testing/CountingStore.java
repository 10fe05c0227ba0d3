package io.warnserver.distribution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.warnserver.distribution.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/**
 * An object store that keeps of each package only which keys it has, as a phone reads them, so that
 * millions fit. Of each key it knows the first 8 of the 16 bytes, which are enough to tell keys of
 * a test apart.
 */
public final class CountingStore implements ObjectStore {

  private static final String COUNTRY = "version/v1/diagnosis-keys/country/";
  private static final int HEADER_LENGTH = 16;
  private static final int KEYS_FIELD = 7;
  private static final int KEY_LENGTH = 16;
  private static final int INITIAL_CAPACITY = 256;

  private final SortedMap<String, long[]> everPut = new TreeMap<>();
  private final Map<String, byte[]> small = new HashMap<>();
  private final SortedMap<String, String> etags = new TreeMap<>();

  /** The keys of every package that was ever put, by its path below {@code country/}. */
  public SortedMap<String, long[]> everPut() {
    return everPut;
  }

  /** What it knows of a key. */
  public static long known(String keyData) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(keyData)).getLong();
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    if (path.startsWith(COUNTRY)) {
      long[] keys = keys(archive);
      long[] before = everPut.put(path.substring(COUNTRY.length()), keys);
      assertThat(before).as("%s was put before", path).isNull();
    }
    return etag(path, hash);
  }

  private String etag(String path, String hash) {
    etags.put(path, "\"" + hash + "\"");
    return etags.get(path);
  }

  @Override
  public String putIndex(String path, byte[] json, String hash) {
    small.put(path, json);
    return etag(path, hash);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(small.get(path));
  }

  @Override
  public Optional<String> etag(String path) {
    throw new UnsupportedOperationException("this store keeps no packages");
  }

  @Override
  public Map<String, String> list(String prefix) {
    return etags.tailMap(prefix);
  }

  @Override
  public void delete(Collection<String> paths) {
    etags.keySet().removeAll(paths);
    small.keySet().removeAll(paths);
  }

  /** The keys of an archive, which must be in order. */
  public static long[] keys(Path archive) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        ZipInputStream zip = new ZipInputStream(in)) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("export.bin");
      zip.skipNBytes(HEADER_LENGTH);
      return keys(CodedInputStream.newInstance(zip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] keys(CodedInputStream message) throws IOException {
    long[] keys = new long[INITIAL_CAPACITY];
    int count = 0;
    for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
      message.resetSizeCounter();
      if (WireFormat.getTagFieldNumber(tag) == KEYS_FIELD) {
        int end = message.readRawVarint32();
        int limit = message.pushLimit(end);
        assertThat(WireFormat.getTagFieldNumber(message.readTag())).isEqualTo(1);
        byte[] data = message.readByteArray();
        message.skipRawBytes(message.getBytesUntilLimit());
        message.popLimit(limit);
        if (count == keys.length) {
          keys = Arrays.copyOf(keys, 2 * count);
        }
        keys[count] = ByteBuffer.wrap(data).getLong();
        if (data.length != KEY_LENGTH
            || (count > 0 && Long.compareUnsigned(keys[count - 1], keys[count]) >= 0)) {
          throw new AssertionError("the keys are not in order, or a key is there twice");
        }
        count++;
      } else {
        message.skipField(tag);
      }
    }
    return Arrays.copyOf(keys, count);
  }
}
