package io.warnserver.local.gateway;

import java.time.Duration;
import java.util.Set;

/** How the gateway handles a call: as it should, or with one of the faults that tests need. */
public sealed interface Conduct {

  /** As the real one. */
  record Normal() implements Conduct {}

  /**
   * Does nothing and answers with a status.
   *
   * @param status 400 to 599
   */
  record Failing(int status) implements Conduct {}

  /**
   * Does nothing and does not answer for a while, then closes the connection.
   *
   * @param time longer than the caller waits
   */
  record Silent(Duration time) implements Conduct {}

  /** Does all that is asked and closes the connection instead of answering. */
  record LosingTheAnswer() implements Conduct {}

  /**
   * Does all that is asked at once and answers late.
   *
   * @param time until the answer
   */
  record Late(Duration time) implements Conduct {}

  /** Announces the whole body, sends half of it and closes the connection. */
  record Cut() implements Conduct {}

  /** Does all that is asked and leaves the headers out that name batches. */
  record Untagged() implements Conduct {}

  /**
   * An upload is answered 207 with these keys under "500".
   *
   * @param indices from 0, in upload order
   */
  record NotStoring(Set<Integer> indices) implements Conduct {
    /** A copy. */
    public NotStoring {
      indices = Set.copyOf(indices);
    }
  }

  /**
   * An audit is wrong in one part, in every entry of one country.
   *
   * @param country whose entries are wrong
   * @param part that is wrong
   */
  record Forged(String country, AuditPart part) implements Conduct {}

  /** What can be wrong in an audit entry. */
  enum AuditPart {
    /** The batch signature is a good one of the right certificate, over other keys. */
    BATCH_SIGNATURE,
    /** The fingerprint of the TLS client certificate. */
    UPLOADER_THUMBPRINT,
    /** The fingerprint of the signing certificate. */
    SIGNING_THUMBPRINT,
    /** The operator's signature of the TLS client certificate is over another text. */
    UPLOADER_OPERATOR_SIGNATURE,
    /** The operator's signature of the signing certificate is over another text. */
    SIGNING_OPERATOR_SIGNATURE,
    /** One key more than there are. */
    AMOUNT,
    /** The entry is not there. */
    ENTRY
  }
}
