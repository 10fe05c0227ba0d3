package io.warnserver.distribution.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An index or a configuration file as it was last put. */
@Entity
@Table(name = "published_file")
public class PublishedFile {

  @Id private String path;

  @Column(name = "content_md5")
  private String md5;

  /** For the provider only. */
  protected PublishedFile() {}

  PublishedFile(String path, String md5) {
    this.path = path;
    this.md5 = md5;
  }

  String path() {
    return path;
  }

  String md5() {
    return md5;
  }
}
