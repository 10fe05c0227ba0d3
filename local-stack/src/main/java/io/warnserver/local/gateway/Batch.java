package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whole uploads for download (federation gateway protocol, download). Its serialised form is that
 * of files.
 *
 * @param date the UTC day
 * @param number from 1 in each day
 * @param uploads in the order that they came in
 */
record Batch(LocalDate date, int number, List<Upload> uploads) implements Serializable {

  /** Looks like {@code 20261123-7}. */
  String tag() {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date) + "-" + number;
  }

  /** All keys but a country's own, in Protocol Buffers; the encodings of parts add up. */
  ByteString without(String country) {
    List<ByteString> parts = new ArrayList<>();
    for (int i = 0; i < uploads.size(); i++) {
      Upload upload = uploads.get(i);
      if (upload.country().equals(country)) {
        continue;
      }
      if (i + 1 < uploads.size() && uploads.get(i + 1).interleaved()) {
        parts.add(alternating(upload.parsed(), uploads.get(i + 1).parsed()));
        i++;
      } else {
        parts.add(upload.keys());
      }
    }
    return ByteString.copyFrom(parts);
  }

  private static ByteString alternating(List<DiagnosisKey> first, List<DiagnosisKey> second) {
    DiagnosisKeyBatch.Builder both = DiagnosisKeyBatch.newBuilder();
    IntStream.range(0, Math.max(first.size(), second.size()))
        .boxed()
        .flatMap(i -> Stream.of(first, second).filter(keys -> i < keys.size()).map(k -> k.get(i)))
        .forEach(both::addKeys);
    return both.build().toByteString();
  }
}
