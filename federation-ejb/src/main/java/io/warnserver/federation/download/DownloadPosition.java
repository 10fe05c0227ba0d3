package io.warnserver.federation.download;

import io.warnserver.federation.gateway.DownloadTag;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** How far the gateway's chain of batches was followed; one row. */
@Entity
@Table(name = "federation_download_position")
public class DownloadPosition {

  @Id
  @Column(name = "only_row")
  private boolean onlyRow;

  @Column(name = "last_tag")
  private String last;

  @Column(name = "next_tag")
  private String next;

  @Column(name = "followed_at")
  private OffsetDateTime followed;

  /** For the provider only. */
  protected DownloadPosition() {}

  static DownloadPosition of(EntityManager entities) {
    return entities.find(DownloadPosition.class, true);
  }

  /** The last batch that was fetched. */
  Optional<DownloadTag> last() {
    return Optional.ofNullable(last).flatMap(DownloadTag::of);
  }

  /** The batch that the gateway named as the next. */
  Optional<DownloadTag> next() {
    return Optional.ofNullable(next).flatMap(DownloadTag::of);
  }

  /** When the chain was last followed to its end. */
  Optional<Instant> followed() {
    return Optional.ofNullable(followed).map(OffsetDateTime::toInstant);
  }

  /** A batch is the last one now. */
  void moveTo(DownloadTag tag, Optional<DownloadTag> following) {
    last = tag.toString();
    next = following.map(DownloadTag::toString).orElse(null);
  }

  /** Every batch that there was by then is known here. */
  void followedAt(Instant now) {
    followed = now.atOffset(ZoneOffset.UTC);
  }
}
