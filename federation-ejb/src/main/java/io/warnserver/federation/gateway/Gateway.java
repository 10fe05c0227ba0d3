package io.warnserver.federation.gateway;

import io.warnserver.protocols.federation.DiagnosisKey;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The federation gateway. No method throws for what the gateway or the network does. */
public interface Gateway {

  /**
   * Uploads a batch (federation gateway protocol, upload).
   *
   * @param batchTag 1 to 64 characters, unique across all countries
   * @param keys at least one, in upload order
   * @param signature base64, on one line
   */
  UploadAnswer upload(String batchTag, List<DiagnosisKey> keys, String signature);

  /**
   * Fetches a batch (federation gateway protocol, download).
   *
   * @param date not after the batch's
   * @param batchTag of the batch; empty for the first of that date or later
   */
  DownloadAnswer download(LocalDate date, Optional<String> batchTag);

  /**
   * Fetches what the gateway says of the uploads in a batch (federation gateway protocol, audit).
   */
  AuditAnswer audit(DownloadTag tag);

  /** How long a request takes at most, until its whole answer has come or was given up. */
  Duration longestRequest();

  /**
   * The registered callbacks (federation gateway protocol, callback).
   *
   * @throws GatewayException if the gateway did not say
   */
  List<Subscription> callbacks();

  /**
   * Registers a callback, or replaces the one of that id.
   *
   * @throws GatewayException if the gateway did not confirm it
   */
  void register(Subscription subscription);

  /**
   * A registered callback.
   *
   * @param id at most 32 characters
   * @param url https, at most 256 characters, without query
   */
  record Subscription(@JsonbProperty("callbackId") String id, String url) {}
}
