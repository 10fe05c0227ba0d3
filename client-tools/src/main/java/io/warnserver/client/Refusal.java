package io.warnserver.client;

/**
 * Why a phone does not accept an archive, and what was found in this one.
 *
 * @param reason one of the reasons that the key package format names
 * @param found what this archive has instead, printable and short
 */
public record Refusal(Reason reason, String found) {

  /** The reasons for which a phone refuses an archive (key packages, "The package"). */
  public enum Reason {
    FILE_TOO_LARGE("the file is larger than the 16,000,000 bytes that a phone takes"),
    ENTRY_TOO_LARGE("an entry unpacks to more than a phone takes"),
    ARCHIVE_UNREADABLE("the file is not a readable zip archive"),
    ARCHIVE_AMBIGUOUS("the zip directory and the entries in the file differ"),
    ENTRY_MISSING("export.bin or export.sig is missing"),
    ENTRY_DOUBLED("an entry is there more than once"),
    ENTRY_ADDITIONAL("there is an entry beside export.bin and export.sig"),
    ENTRIES_OUT_OF_ORDER("export.sig stands before export.bin"),
    HEADER_WRONG("export.bin does not begin with 'EK Export v1' padded to 16 bytes"),
    EXPORT_UNPARSABLE("export.bin is not the message it should be"),
    SIGNATURES_UNPARSABLE("export.sig is not a list of signatures"),
    SIGNATURE_COUNT_DIFFERS(
        "the number of signatures in export.sig differs from the signature infos in export.bin"),
    BATCH_INCOMPLETE("batch_num or batch_size is not 1, so that other chunks are missing"),
    ALGORITHM_UNKNOWN("the signature algorithm is not ECDSA with SHA-256 (1.2.840.10045.4.3.2)"),
    SIGNATURE_INFO_MISSING("export.bin names no signing key with the registered id and version"),
    KEY_NOT_REGISTERED("no signature is made by a key with the registered id and version"),
    SIGNATURE_WRONG("the signature does not match export.bin under the registered key");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** What the reason means, as a clause without a full stop. */
    public String sentence() {
      return sentence;
    }
  }

  /** {@code REASON: sentence (what was found)}. */
  @Override
  public String toString() {
    return reason + ": " + reason.sentence() + " (" + found + ")";
  }
}
