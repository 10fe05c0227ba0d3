package io.warnserver.federation.download;

import io.warnserver.federation.gateway.DownloadTag;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
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

  /** The batch to go on from: the one named as the next, or the last one that was fetched. */
  Optional<DownloadTag> from() {
    return Optional.ofNullable(next == null ? last : next).flatMap(DownloadTag::of);
  }

  /** Whether the chain was followed to its end on a day or later, UTC. */
  boolean wasFollowedSince(LocalDate day) {
    return followed != null
        && !LocalDate.ofInstant(followed.toInstant(), ZoneOffset.UTC).isBefore(day);
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
