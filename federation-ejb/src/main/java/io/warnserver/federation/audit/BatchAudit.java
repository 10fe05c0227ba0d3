package io.warnserver.federation.audit;

import io.warnserver.federation.signature.BatchSignature;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Verifies a batch (federation gateway protocol, audit), upload by upload: keys that a signature
 * vouches for are good, whatever is wrong with others of the same country.
 *
 * @param anchors who vouches for the countries' certificates
 * @param ownCountry whose entries are skipped: a country does not get its own keys
 */
public record BatchAudit(TrustAnchors anchors, String ownCountry) {

  /**
   * How far apart the times of two uploads can be that lie in one another: storing the largest
   * takes the gateway seconds.
   */
  static final Duration SAME_TIME = Duration.ofSeconds(10);

  /** Signatures that are tried besides one for each upload, so that nobody keeps us busy. */
  private static final int FURTHER_TRIES = 500;

  /**
   * What the audit found for some keys of one country in one batch.
   *
   * @param country as the keys say, in capitals; may be any text
   * @param finding for these keys
   * @param keys in download order
   */
  public record CountryAudit(String country, Finding finding, List<DiagnosisKey> keys) {}

  /**
   * The findings for every country that has keys in the batch or uploads in its audit information:
   * one for each kind of finding.
   *
   * @param keys in download order
   * @param entries one for each upload in the batch, in any order
   */
  public List<CountryAudit> verify(List<DiagnosisKey> keys, List<AuditEntry> entries) {
    Map<String, List<DiagnosisKey>> keysOf = byCountry(keys, DiagnosisKey::getOrigin);
    Map<String, List<AuditEntry>> entriesOf = byCountry(entries, AuditEntry::country);
    entriesOf.keySet().forEach(country -> keysOf.putIfAbsent(country, List.of()));
    List<CountryAudit> audits = new ArrayList<>();
    keysOf.forEach(
        (country, its) ->
            new Uploads(its, entriesOf.getOrDefault(country, List.of()))
                .findings()
                .forEach((finding, some) -> audits.add(new CountryAudit(country, finding, some))));
    return audits;
  }

  /** The findings where there is no audit information. */
  public List<CountryAudit> withoutAudit(List<DiagnosisKey> keys) {
    return byCountry(keys, DiagnosisKey::getOrigin).entrySet().stream()
        .map(of -> new CountryAudit(of.getKey(), Finding.NO_AUDIT, of.getValue()))
        .toList();
  }

  /** Without the own country's. Codes are the same in small letters. */
  private <T> Map<String, List<T>> byCountry(List<T> all, Function<T, String> country) {
    return all.stream()
        .filter(one -> !country.apply(one).equalsIgnoreCase(ownCountry))
        .collect(
            Collectors.groupingBy(
                one -> country.apply(one).toUpperCase(Locale.ROOT),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /**
   * The uploads of one country. The keys of each lie together, and usually in the order of the
   * entries. A signature is over all keys of an upload: where it fits, they are these.
   */
  private final class Uploads {

    private final List<DiagnosisKey> keys;
    private final List<Upload> remaining;
    private final List<Part> parts = new ArrayList<>();
    private int from;
    private int furtherTries = FURTHER_TRIES;

    /** What is said of an upload, and what is found of it without its keys. */
    private record Upload(AuditEntry entry, Finding finding) {

      int amount() {
        return Math.max(0, entry.amount());
      }
    }

    /** Keys that follow one another, and what was found of them. */
    private record Part(AuditEntry entry, Finding finding, List<DiagnosisKey> keys) {}

    Uploads(List<DiagnosisKey> keys, List<AuditEntry> entries) {
      this.keys = keys;
      remaining =
          entries.stream()
              .map(
                  entry ->
                      new Upload(
                          entry,
                          entry.isComplete() ? anchors.check(entry) : Finding.INCOMPLETE_ENTRY))
              .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The keys by what was found; a finding without keys has none, but is there. */
    Map<Finding, List<DiagnosisKey>> findings() {
      while (!remaining.isEmpty()) {
        if (!takeSigned(from) && !(surplus() > 0 && takeSigned(from + surplus()))) {
          passOver(remaining.remove(notFitting()));
        }
      }
      Map<Finding, List<DiagnosisKey>> found = new LinkedHashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        boolean interleaved =
            (i > 0 && canLieInOneAnother(parts.get(i - 1), part))
                || (i + 1 < parts.size() && canLieInOneAnother(part, parts.get(i + 1)));
        Finding finding = interleaved ? Finding.INTERLEAVED_UPLOADS : part.finding;
        found.computeIfAbsent(finding, none -> new ArrayList<>()).addAll(part.keys);
      }
      if (from < keys.size()) {
        found
            .computeIfAbsent(Finding.KEYS_OF_NO_UPLOAD, none -> new ArrayList<>())
            .addAll(keys.subList(from, keys.size()));
      }
      return found;
    }

    /** How many more keys there are than the remaining uploads had. */
    private int surplus() {
      long uploaded = remaining.stream().mapToLong(Upload::amount).sum();
      return (int) Math.max(0, keys.size() - from - uploaded);
    }

    /** Takes an upload whose keys begin there; those before belong to none. */
    private boolean takeSigned(int begin) {
      for (int i = 0; i < remaining.size() && (i == 0 || furtherTries-- > 0); i++) {
        Upload upload = remaining.get(i);
        if (fits(upload, begin)) {
          if (begin > from) {
            parts.add(new Part(upload.entry, Finding.KEYS_OF_NO_UPLOAD, keys.subList(from, begin)));
          }
          from = begin + upload.amount();
          parts.add(new Part(upload.entry, Finding.VERIFIED, keys.subList(begin, from)));
          remaining.remove(i);
          return true;
        }
      }
      return false;
    }

    private boolean fits(Upload upload, int begin) {
      return upload.finding == Finding.VERIFIED
          && upload.amount() <= keys.size() - begin
          && signs(upload.entry, keys.subList(begin, begin + upload.amount()));
    }

    /** Which of the remaining is the next one, as another one fits behind it; or the first. */
    private int notFitting() {
      int left = surplus();
      for (int i = 0; i < remaining.size(); i++) {
        for (int j = 0; j < remaining.size() && furtherTries > 0; j++) {
          if (i != j) {
            furtherTries--;
            if (fits(remaining.get(j), from + left + remaining.get(i).amount())) {
              return i;
            }
          }
        }
      }
      return 0;
    }

    /** Its keys are those that the other uploads leave. */
    private void passOver(Upload upload) {
      int end = from + surplus();
      Finding finding = upload.finding;
      if (finding == Finding.VERIFIED) {
        finding =
            upload.amount() > end - from ? Finding.MISSING_KEYS : Finding.WRONG_BATCH_SIGNATURE;
      }
      parts.add(new Part(upload.entry, finding, keys.subList(from, end)));
      from = end;
    }

    private boolean canLieInOneAnother(Part one, Part other) {
      return one.finding == Finding.WRONG_BATCH_SIGNATURE
          && other.finding == Finding.WRONG_BATCH_SIGNATURE
          && one.entry.time().isPresent()
          && other.entry.time().isPresent()
          && Duration.between(one.entry.time().get(), other.entry.time().get())
                  .abs()
                  .compareTo(SAME_TIME)
              <= 0;
    }
  }

  private static boolean signs(AuditEntry entry, List<DiagnosisKey> keys) {
    try {
      return BatchSignature.verifies(
          entry.batchSignature(),
          SignedEntries.of(keys),
          TrustAnchors.parse(entry.signingCertificate()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
