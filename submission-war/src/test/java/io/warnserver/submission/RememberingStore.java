package io.warnserver.submission;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database that remembers, or fails. */
final class RememberingStore implements SubmissionStore {

  /** What was stored at once. */
  record Stored(Submission submission, List<DiagnosisKey> padded, HourNumber submitted) {}

  boolean fails;
  final List<Stored> stored = new ArrayList<>();

  @Override
  public void store(Submission submission, List<DiagnosisKey> padded, HourNumber submitted) {
    if (fails) {
      throw new StorageException("no", new SQLException("secret " + Samples.TAN));
    }
    stored.add(new Stored(submission, padded, submitted));
  }

  List<DiagnosisKey> keys() {
    return stored.stream().flatMap(one -> one.padded().stream()).toList();
  }
}
