package io.warnserver.federation.audit;

import io.warnserver.federation.signature.BatchSignature;
import io.warnserver.federation.signature.SignedEntries;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Verifies a batch (federation gateway protocol, audit), country by country: a country whose keys
 * fail says nothing of another's.
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

  /**
   * What the audit found for one country in one batch.
   *
   * @param country as the keys say; may be any text
   * @param finding for all its keys
   * @param keys of the country, in download order
   */
  public record CountryAudit(String country, Finding finding, List<DiagnosisKey> keys) {}

  /**
   * The findings for every country that has keys in the batch or uploads in its audit information.
   *
   * @param keys in download order
   * @param entries one for each upload in the batch, in the gateway's order
   */
  public List<CountryAudit> verify(List<DiagnosisKey> keys, List<AuditEntry> entries) {
    Map<String, List<DiagnosisKey>> keysOf = byCountry(keys, DiagnosisKey::getOrigin);
    Map<String, List<AuditEntry>> entriesOf = byCountry(entries, AuditEntry::country);
    entriesOf.keySet().forEach(country -> keysOf.putIfAbsent(country, List.of()));
    List<CountryAudit> audits = new ArrayList<>();
    keysOf.forEach(
        (country, its) -> {
          Finding finding = verifyCountry(its, entriesOf.getOrDefault(country, List.of()));
          audits.add(new CountryAudit(country, finding, its));
        });
    return audits;
  }

  /** The findings where there is no audit information. */
  public List<CountryAudit> withoutAudit(List<DiagnosisKey> keys) {
    return byCountry(keys, DiagnosisKey::getOrigin).entrySet().stream()
        .map(of -> new CountryAudit(of.getKey(), Finding.NO_AUDIT, of.getValue()))
        .toList();
  }

  /** Without the own country's. */
  private <T> Map<String, List<T>> byCountry(List<T> all, Function<T, String> country) {
    return all.stream()
        .filter(one -> !country.apply(one).equals(ownCountry))
        .collect(Collectors.groupingBy(country, LinkedHashMap::new, Collectors.toList()));
  }

  private Finding verifyCountry(List<DiagnosisKey> keys, List<AuditEntry> entries) {
    if (!entries.stream().allMatch(AuditEntry::isComplete)) {
      return Finding.INCOMPLETE_ENTRY;
    }
    for (AuditEntry entry : entries) {
      Finding finding = anchors.check(entry);
      if (finding != Finding.VERIFIED) {
        return finding;
      }
    }
    long uploaded = entries.stream().mapToLong(AuditEntry::amount).sum();
    if (uploaded != keys.size()) {
      return uploaded > keys.size() ? Finding.MISSING_KEYS : Finding.KEYS_OF_NO_UPLOAD;
    }
    return verifySignatures(keys, new ArrayList<>(entries));
  }

  /**
   * Each upload's keys follow those of the one before. Of uploads made at the same time any may
   * come first; if none fits, two of them lie in one another, or a signature is wrong.
   */
  private static Finding verifySignatures(List<DiagnosisKey> keys, List<AuditEntry> remaining) {
    int from = 0;
    while (!remaining.isEmpty()) {
      AuditEntry first = remaining.get(0);
      List<AuditEntry> candidates =
          remaining.stream()
              .filter(entry -> entry.equals(first) || isAtTheSameTime(first, entry))
              .toList();
      List<DiagnosisKey> rest = keys.subList(from, keys.size());
      AuditEntry next =
          candidates.stream().filter(entry -> signs(entry, rest)).findFirst().orElse(null);
      if (next == null) {
        return canLieInOneAnother(candidates, rest)
            ? Finding.INTERLEAVED_UPLOADS
            : Finding.WRONG_BATCH_SIGNATURE;
      }
      from += next.amount();
      remaining.remove(next);
    }
    return Finding.VERIFIED;
  }

  /** Not if one is whole right behind as many keys as another has: those are the other's, then. */
  private static boolean canLieInOneAnother(List<AuditEntry> candidates, List<DiagnosisKey> keys) {
    return candidates.size() > 1
        && candidates.stream()
            .noneMatch(
                first -> {
                  List<DiagnosisKey> behind = keys.subList(first.amount(), keys.size());
                  return candidates.stream()
                      .anyMatch(other -> !other.equals(first) && signs(other, behind));
                });
  }

  private static boolean isAtTheSameTime(AuditEntry one, AuditEntry other) {
    return one.time().isPresent()
        && other.time().isPresent()
        && Duration.between(one.time().get(), other.time().get()).abs().compareTo(SAME_TIME) <= 0;
  }

  private static boolean signs(AuditEntry entry, List<DiagnosisKey> keys) {
    if (entry.amount() > keys.size()) {
      return false;
    }
    try {
      return BatchSignature.verifies(
          entry.batchSignature(),
          SignedEntries.of(keys.subList(0, entry.amount())),
          TrustAnchors.parse(entry.signingCertificate()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
