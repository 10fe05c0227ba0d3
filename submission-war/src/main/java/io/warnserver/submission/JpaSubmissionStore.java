package io.warnserver.submission;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Keeps submissions in the database. */
@ApplicationScoped
public class JpaSubmissionStore implements SubmissionStore {

  @Inject private SubmissionTransaction transaction;

  @Override
  public void store(Submission submission, List<DiagnosisKey> padded, HourNumber submitted) {
    try {
      transaction.insert(submission, padded, submitted);
    } catch (RuntimeException e) {
      // Whatever the persistence provider, the pool or the commit threw: nothing has been stored.
      throw new StorageException("a submission could not be stored", e);
    }
  }
}
