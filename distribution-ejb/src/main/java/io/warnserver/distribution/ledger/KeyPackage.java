package io.warnserver.distribution.ledger;

import io.warnserver.keys.HourNumber;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * A package of a tree: planned, when its keys are fixed; published, when its object is there; in
 * the end expired, when no index may name it. Whole sets of them are planned and expire by
 * statements.
 */
@Entity
@Table(name = "key_package")
public class KeyPackage {

  static final String PLANNED = "planned";
  static final String PUBLISHED = "published";

  @EmbeddedId private Id id;

  @Column(name = "key_count")
  private int keys;

  private String state;
  private String etag;

  /** Null while an index may name it. */
  @Column(name = "unlisted_at")
  private OffsetDateTime unlistedAt;

  /** For the provider only. */
  protected KeyPackage() {}

  /** Its object has been put; one that has expired meanwhile stays so. */
  void put(String etag) {
    if (state.equals(PLANNED)) {
      state = PUBLISHED;
    }
    this.etag = etag;
  }

  /** It was put by a run that died; nothing changes unless its ETag is unknown. */
  void noteEtag(String etag) {
    if (state.equals(PLANNED) && this.etag == null) {
      this.etag = etag;
    }
  }

  /** The ETag of the object, if it must be there. */
  Optional<String> publishedEtag() {
    return Optional.ofNullable(etag).filter(known -> state.equals(PUBLISHED));
  }

  Packages.Entry entry() {
    return new Packages.Entry(
        new PackageWindow(id.tree, new HourNumber(id.firstHour), id.hours), keys);
  }

  /** Which package. */
  @Embeddable
  public static class Id implements Serializable {

    private static final long serialVersionUID = 1;

    private String tree;

    @Column(name = "first_hour")
    private int firstHour;

    private short hours;

    /** For the provider only. */
    protected Id() {}

    Id(PackageWindow window) {
      tree = window.tree();
      firstHour = window.firstHour().value();
      hours = (short) window.hours();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Id id
          && tree.equals(id.tree)
          && firstHour == id.firstHour
          && hours == id.hours;
    }

    @Override
    public int hashCode() {
      return Objects.hash(tree, firstHour, hours);
    }
  }
}
