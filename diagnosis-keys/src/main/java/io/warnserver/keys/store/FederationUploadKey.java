package io.warnserver.keys.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A key that waits to be offered to the federation gateway: a real one, of a person who agreed to
 * that.
 */
@Entity
@Table(name = "federation_upload_key")
public class FederationUploadKey {

  @Id
  @Column(name = "key_data", nullable = false)
  private byte[] keyData;

  /** Hours since the Unix epoch, UTC. */
  @Column(name = "submission_hour", nullable = false)
  private int submissionHour;

  /** For the persistence provider. */
  protected FederationUploadKey() {}

  /** The 16 bytes. */
  public byte[] keyData() {
    return keyData.clone();
  }

  /** When it was submitted, in full hours since the Unix epoch, UTC. */
  public int submissionHour() {
    return submissionHour;
  }
}
