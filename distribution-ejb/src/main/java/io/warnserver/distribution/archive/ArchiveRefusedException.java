package io.warnserver.distribution.archive;

import java.io.IOException;

/**
 * An archive that this server has just written would be refused by an app; it must not be
 * published.
 */
public final class ArchiveRefusedException extends IOException {

  public ArchiveRefusedException(String reason) {
    super("an archive of this server would be refused: " + reason);
  }
}
