package io.warnserver.distribution.testing;

import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An object store of plain files, one an object, for several processes. As in S3 an object is there
 * entirely or not at all, and objects are deleted one after the other. A file is a line with the
 * metadata and then the content; its name is the escaped path, so that one object can be the prefix
 * of another.
 */
public final class FileStore implements ObjectStore {

  private static final int LARGEST_READ = 4096;
  private static final String INDEX = "index";

  private final Path objects;
  private final Path unfinished;
  private final StepGate gate;

  /**
   * @param folder exists
   * @param gate that each call passes
   */
  public FileStore(Path folder, StepGate gate) {
    objects = folder.resolve("objects");
    unfinished = folder.resolve("unfinished");
    this.gate = gate;
    try {
      Files.createDirectories(objects);
      Files.createDirectories(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it hold exactly these objects. */
  public void fill(SortedMap<String, StoredObject> wanted) {
    SortedMap<String, StoredObject> there = everything();
    try {
      for (String path : there.keySet()) {
        if (!wanted.containsKey(path)) {
          Files.delete(file(path));
        }
      }
      for (var object : wanted.entrySet()) {
        if (!object.getValue().equals(there.get(object.getKey()))) {
          Files.write(file(object.getKey()), content(object.getValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is there. */
  public SortedMap<String, StoredObject> everything() {
    SortedMap<String, StoredObject> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(objects)) {
      for (Path file : files.toList()) {
        String path = URLDecoder.decode(file.getFileName().toString(), StandardCharsets.UTF_8);
        all.put(path, object(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** The content of an object, as a reader gets it. */
  public Optional<byte[]> content(String path) {
    try {
      return Optional.of(object(Files.readAllBytes(file(path))).bytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    try {
      put(path, new StoredObject(hex(Files.readAllBytes(archive)), false, hash));
      return "\"" + hash + "\"";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String putIndex(String path, byte[] json, String hash) {
    put(path, new StoredObject(hex(json), true, hash));
    return "\"" + hash + "\"";
  }

  private void put(String path, StoredObject object) {
    byte[] content = content(object);
    try {
      Path file = Files.createTempFile(unfinished, "put-", "");
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(content, 0, content.length / 2);
        gate.before("put " + path);
        out.write(content, content.length / 2, content.length - content.length / 2);
      }
      Files.move(file, file(path), StandardCopyOption.ATOMIC_MOVE);
      gate.after();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    gate.before("read " + path);
    Optional<byte[]> content =
        content(path)
            .map(bytes -> bytes.length > LARGEST_READ ? Arrays.copyOf(bytes, LARGEST_READ) : bytes);
    gate.after();
    return content;
  }

  @Override
  public Optional<String> etag(String path) {
    return Optional.ofNullable(everything().get(path)).map(object -> "\"" + object.hash() + "\"");
  }

  @Override
  public Map<String, String> list(String prefix) {
    gate.before("list " + prefix);
    Map<String, String> etags =
        everything().entrySet().stream()
            .filter(object -> object.getKey().startsWith(prefix))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, object -> "\"" + object.getValue().hash() + "\""));
    gate.after();
    return etags;
  }

  /** Fails, if it does, when half of them are gone. */
  @Override
  public void delete(Collection<String> paths) {
    List<String> all = List.copyOf(paths);
    try {
      for (String path : all.subList(0, all.size() / 2)) {
        Files.deleteIfExists(file(path));
      }
      gate.before("delete " + String.join(" ", all));
      for (String path : all.subList(all.size() / 2, all.size())) {
        Files.deleteIfExists(file(path));
      }
      gate.after();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String path) {
    return objects.resolve(URLEncoder.encode(path, StandardCharsets.UTF_8));
  }

  private static byte[] content(StoredObject object) {
    byte[] line =
        ((object.index() ? INDEX : "archive") + " " + object.hash() + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = object.bytes();
    byte[] content = Arrays.copyOf(line, line.length + bytes.length);
    System.arraycopy(bytes, 0, content, line.length, bytes.length);
    return content;
  }

  private static StoredObject object(byte[] content) {
    int end = 0;
    while (content[end] != '\n') {
      end++;
    }
    String[] line = new String(content, 0, end, StandardCharsets.US_ASCII).split(" ", 2);
    return new StoredObject(
        HexFormat.of().formatHex(content, end + 1, content.length), line[0].equals(INDEX), line[1]);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
