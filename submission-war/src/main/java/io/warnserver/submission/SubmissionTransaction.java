package io.warnserver.submission;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.IncomingKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** The one transaction of a submission. */
@ApplicationScoped
public class SubmissionTransaction {

  @PersistenceContext(unitName = "submission")
  private EntityManager entityManager;

  /** Inserts everything; the commit happens as the method returns. */
  @Transactional
  void insert(Submission submission, List<DiagnosisKey> padded, HourNumber submitted) {
    IncomingKeys incoming = new IncomingKeys(entityManager);
    incoming.insert(padded, submission.origin(), submission.visitedCountries(), submitted);
    if (submission.consentToFederation()) {
      incoming.insertForFederation(
          submission.keys(), submission.origin(), submission.visitedCountries(), submitted);
    }
  }
}
