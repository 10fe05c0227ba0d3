package io.warnserver.keys.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A key that has arrived and that no distribution run has taken up yet. */
@Entity
@Table(name = "incoming_key")
public class IncomingKey {

  @Id
  @Column(name = "key_data", nullable = false)
  private byte[] keyData;

  /** For the persistence provider. */
  protected IncomingKey() {}

  /** The 16 bytes. */
  public byte[] keyData() {
    return keyData.clone();
  }
}
