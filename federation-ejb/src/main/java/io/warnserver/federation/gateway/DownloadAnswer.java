package io.warnserver.federation.gateway;

import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.List;
import java.util.Optional;

/** How a download ended (federation gateway protocol, download). */
public sealed interface DownloadAnswer {

  /** 200: the gateway says which batch it is, and which comes next. */
  sealed interface Named extends DownloadAnswer {

    /** Of this batch. */
    DownloadTag tag();

    /** Of the next batch; empty if there is none yet. */
    Optional<DownloadTag> next();
  }

  /**
   * 200 with a batch.
   *
   * @param keys in the gateway's order; none if all are this country's own
   */
  record Batch(DownloadTag tag, Optional<DownloadTag> next, List<DiagnosisKey> keys)
      implements Named {}

  /** 200 with a body that cannot be read. */
  record Unreadable(DownloadTag tag, Optional<DownloadTag> next) implements Named {}

  /** 404: no batch of that date or later, or an unknown tag. */
  record NotFound() implements DownloadAnswer {}

  /** 410: the gateway has that date no more. */
  record Gone() implements DownloadAnswer {}

  /**
   * Anything else; worth another try later.
   *
   * @param reason for operators, without anything that the gateway sent but its status
   */
  record Failed(String reason) implements DownloadAnswer {}
}
