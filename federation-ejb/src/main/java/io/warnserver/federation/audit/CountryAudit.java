package io.warnserver.federation.audit;

import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.List;

/**
 * What the audit found for one country in one batch.
 *
 * @param country as the keys say; may be any text
 * @param finding for all its keys
 * @param keys of the country, in download order
 */
public record CountryAudit(String country, Finding finding, List<DiagnosisKey> keys) {}
