package io.warnserver.deployed;

import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A gateway that answers one thing, whatever it is asked.
 *
 * @param uploaded answers each upload
 * @param downloaded answers each download
 * @param audited answers each audit
 */
record ScriptedGateway(UploadAnswer uploaded, DownloadAnswer downloaded, AuditAnswer audited)
    implements Gateway {

  private static final String NOTHING = "nothing is to be had";

  /** One that only takes batches. */
  static ScriptedGateway taking(UploadAnswer answer) {
    return new ScriptedGateway(
        answer, new DownloadAnswer.NotFound(), new AuditAnswer.Unavailable(NOTHING, true));
  }

  /** One that only gives batches. */
  static ScriptedGateway giving(DownloadAnswer answer, AuditAnswer audit) {
    return new ScriptedGateway(new UploadAnswer.NotTaken(NOTHING), answer, audit);
  }

  @Override
  public UploadAnswer upload(String batchTag, List<DiagnosisKey> keys, String signature) {
    return uploaded;
  }

  @Override
  public DownloadAnswer download(LocalDate date, Optional<String> batchTag) {
    return downloaded;
  }

  @Override
  public AuditAnswer audit(DownloadTag tag) {
    return audited;
  }

  @Override
  public Duration longestRequest() {
    return Duration.ofSeconds(1);
  }

  @Override
  public List<Subscription> callbacks() {
    return List.of();
  }

  @Override
  public void register(Subscription subscription) {
    throw new UnsupportedOperationException("no callback is registered here");
  }
}
