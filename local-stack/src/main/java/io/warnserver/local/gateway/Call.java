package io.warnserver.local.gateway;

import java.util.Locale;

/** The kinds of calls to the gateway. */
public enum Call {
  /** {@code POST /diagnosiskeys/upload}. */
  UPLOAD,
  /** {@code GET /diagnosiskeys/download/...}. */
  DOWNLOAD,
  /** {@code GET /diagnosiskeys/audit/download/...}. */
  AUDIT,
  /** {@code /diagnosiskeys/callback}: registrations. */
  CALLBACK,
  /** {@code OPTIONS /diagnosiskeys}, and all other paths. */
  OTHER;

  /** What all paths begin with. */
  static final String ROOT = "/diagnosiskeys";

  static Call of(String path) {
    for (Call call : values()) {
      String start = ROOT + "/" + call.name().toLowerCase(Locale.ROOT);
      if (path.equals(start) || path.startsWith(start + "/")) {
        return call;
      }
    }
    return OTHER;
  }
}
