package io.warnserver.federation.gateway;

import io.warnserver.federation.audit.AuditEntry;
import java.util.List;

/** How asking for a batch's audit information ended (federation gateway protocol, audit). */
public sealed interface AuditAnswer {

  /**
   * 200.
   *
   * @param all one for each upload, in the gateway's order
   */
  record Entries(List<AuditEntry> all) implements AuditAnswer {}

  /**
   * It could not be had.
   *
   * @param reason for operators, without anything that the gateway sent but its status
   * @param forGood whether another try is in vain: the gateway has it no more
   */
  record Unavailable(String reason, boolean forGood) implements AuditAnswer {}
}
