package io.warnserver.submission;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import java.util.List;

/** Where submissions are kept. */
interface SubmissionStore {

  /**
   * Stores all keys of a submission, or none.
   *
   * @param submission what was handed in; with consent its keys are also kept for the federation
   * @param padded its keys and those that pad them
   * @param submitted the full hour in which it came; nothing more precise is kept
   * @throws io.warnserver.keys.store.StorageException if nothing was stored
   */
  void store(Submission submission, List<DiagnosisKey> padded, HourNumber submitted);
}
