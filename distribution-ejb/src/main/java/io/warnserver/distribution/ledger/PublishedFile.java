package io.warnserver.distribution.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** An index or a configuration file as it was last put. */
@Entity
@Table(name = "published_file")
public class PublishedFile {

  @Id private String path;

  @Column(name = "content_md5")
  private String md5;

  private String etag;

  /** Null while another index, or an app by itself, finds it. */
  @Column(name = "unlisted_at")
  private OffsetDateTime unlistedAt;

  /** For the provider only. */
  protected PublishedFile() {}

  PublishedFile(String path, String md5, String etag) {
    this.path = path;
    this.md5 = md5;
    this.etag = etag;
  }

  void put(PublishedFiles.Content content) {
    md5 = content.md5();
    etag = content.etag();
  }

  void unlist(Instant now) {
    unlistedAt = now.atOffset(ZoneOffset.UTC);
  }

  String path() {
    return path;
  }

  PublishedFiles.Content content() {
    return new PublishedFiles.Content(md5, etag);
  }
}
