package io.warnserver.federation.testing;

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
import java.util.function.Supplier;

/**
 * A gateway whose caller can be killed at each call.
 *
 * @param gateway that answers
 * @param by what kills
 */
public record InterruptedGateway(Gateway gateway, Interruptions by) implements Gateway {

  @Override
  public UploadAnswer upload(String batchTag, List<DiagnosisKey> keys, String signature) {
    return step("upload", () -> gateway.upload(batchTag, keys, signature));
  }

  @Override
  public DownloadAnswer download(LocalDate date, Optional<String> batchTag) {
    return step("download", () -> gateway.download(date, batchTag));
  }

  @Override
  public AuditAnswer audit(DownloadTag tag) {
    return step("audit", () -> gateway.audit(tag));
  }

  @Override
  public Duration longestRequest() {
    return gateway.longestRequest();
  }

  @Override
  public List<Subscription> callbacks() {
    return gateway.callbacks();
  }

  @Override
  public void register(Subscription subscription) {
    gateway.register(subscription);
  }

  private <T> T step(String name, Supplier<T> call) {
    by.before(name);
    T answer = call.get();
    by.after();
    return answer;
  }
}
