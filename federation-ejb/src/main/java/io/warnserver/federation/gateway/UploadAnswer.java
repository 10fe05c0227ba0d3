package io.warnserver.federation.gateway;

import java.util.List;

/** How an upload ended (federation gateway protocol, upload: each status has one of these). */
public sealed interface UploadAnswer {

  /** 201: all keys are stored. */
  record Stored() implements UploadAnswer {}

  /**
   * 207: nothing is stored. Indices are in upload order; together they are those of all keys, each
   * once.
   *
   * @param good "201": would have been stored
   * @param known "409": are there already
   * @param failed "500": the gateway could not store them
   */
  record Mixed(List<Integer> good, List<Integer> known, List<Integer> failed)
      implements UploadAnswer {}

  /** 409: the batch tag was used before; nothing new is stored. */
  record TagUsed() implements UploadAnswer {}

  /** 413: too many keys; nothing is stored. */
  record TooLarge() implements UploadAnswer {}

  /**
   * 400 and every other refusal of this batch: nothing is stored.
   *
   * @param reason for operators, without anything that the gateway sent but its status
   */
  record Refused(String reason) implements UploadAnswer {}

  /**
   * The gateway takes nothing from this client now (403, 405, 406, 415), or was not reached:
   * nothing is stored.
   *
   * @param reason for operators
   */
  record NotTaken(String reason) implements UploadAnswer {}

  /**
   * Nobody knows whether the keys are stored: 5xx, a time-out, a lost answer, any other status.
   *
   * @param reason for operators
   */
  record Unknown(String reason) implements UploadAnswer {}
}
