package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ARCHIVE_AMBIGUOUS;
import static io.warnserver.client.Refusal.Reason.ENTRIES_OUT_OF_ORDER;
import static io.warnserver.client.Refusal.Reason.ENTRY_ADDITIONAL;
import static io.warnserver.client.Refusal.Reason.ENTRY_DOUBLED;
import static io.warnserver.client.Refusal.Reason.ENTRY_MISSING;
import static io.warnserver.client.Refusal.Reason.FILE_TOO_LARGE;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two entries of a signed archive (key packages, "The package").
 *
 * @param export the content of {@code export.bin}
 * @param signatures the content of {@code export.sig}
 */
record PackageArchive(ByteString export, ByteString signatures) {
  private static final List<String> NAMES = List.of(ArchiveEntry.EXPORT, ArchiveEntry.SIGNATURES);

  /**
   * Reads an archive in both ways in which a phone's library may: by its directory and from its
   * start. What only one of them sees is a reason to refuse it too.
   *
   * @throws PackageRefusedException unless there are exactly the two entries, in their order,
   *     within their limits
   */
  static PackageArchive read(byte[] file) throws PackageRefusedException {
    if (file.length > PackageCheck.MAX_BYTES) {
      throw new PackageRefusedException(FILE_TOO_LARGE, "more than the limit");
    }
    List<ArchiveEntry> listed = CentralDirectory.read(file);
    List<ArchiveEntry> streamed = ArchiveEntry.fromStart(file);
    List<Refusal> refusals = new ArrayList<>(refusalsOf(names(listed)));
    refusalsOf(names(streamed)).stream().filter(r -> !refusals.contains(r)).forEach(refusals::add);
    if (!listed.equals(streamed)) {
      String counts = listed.size() + ", from the start: " + streamed.size();
      refusals.add(new Refusal(ARCHIVE_AMBIGUOUS, "entries read by the directory: " + counts));
    }
    if (!refusals.isEmpty()) {
      throw new PackageRefusedException(refusals);
    }
    return new PackageArchive(listed.get(0).content(), listed.get(1).content());
  }

  private static List<Refusal> refusalsOf(List<String> names) {
    List<Refusal> refusals = new ArrayList<>();
    for (String name : Stream.concat(NAMES.stream(), names.stream()).distinct().toList()) {
      long count = names.stream().filter(name::equals).count();
      if (count == 0) {
        refusals.add(new Refusal(ENTRY_MISSING, "no " + name));
      } else if (!NAMES.contains(name)) {
        refusals.add(new Refusal(ENTRY_ADDITIONAL, ArchiveEntry.printable(name)));
      }
      if (count > 1) {
        refusals.add(new Refusal(ENTRY_DOUBLED, ArchiveEntry.printable(name) + ", " + count));
      }
    }
    if (names.equals(List.of(ArchiveEntry.SIGNATURES, ArchiveEntry.EXPORT))) {
      refusals.add(new Refusal(ENTRIES_OUT_OF_ORDER, "export.sig is the first"));
    }
    return refusals;
  }

  private static List<String> names(List<ArchiveEntry> entries) {
    return entries.stream().map(ArchiveEntry::name).toList();
  }
}
