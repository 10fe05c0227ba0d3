package io.warnserver.submission;

import io.warnserver.database.StorageException;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.submission.base.Samples;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.store.SubmissionStore;
import io.warnserver.submission.store.SubmissionStore.Claim;
import io.warnserver.submission.store.SubmissionStore.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A database that remembers, or fails. */
final class RememberingStore implements SubmissionStore {

  /** What can be told to fail. */
  enum Step {
    CLAIM,
    APPROVE,
    RELEASE,
    STORE
  }

  /** What was stored. */
  record Approved(Submission submission, List<DiagnosisKey> padding) {}

  private record Row(String digest, String state, int attempt) {}

  final Set<Step> failing = EnumSet.noneOf(Step.class);
  final List<Approved> stored = new ArrayList<>();
  private final Map<String, Row> rows = new HashMap<>();
  private int claims;

  /** How often it was asked for anything. */
  int calls;

  @Override
  public synchronized CompletionStage<Claim> claim(TanFingerprint tan) {
    calls++;
    if (failing.contains(Step.CLAIM)) {
      return failure();
    }
    Row row = rows.get(tan.current().tanHash());
    if (row == null) {
      claims += 100;
      rows.put(tan.current().tanHash(), new Row(tan.current().contentDigest(), "asked", claims));
      return CompletableFuture.completedStage(new Claim(State.MINE, claims));
    }
    return CompletableFuture.completedStage(new Claim(state(row, tan), row.attempt()));
  }

  private static State state(Row row, TanFingerprint tan) {
    if (row.state().equals("asked")) {
      return State.BUSY;
    }
    if (!row.digest().equals(tan.current().contentDigest())) {
      return State.OTHER_CONTENT;
    }
    return row.state().equals("valid") ? State.APPROVED : State.STORED;
  }

  /** How many TANs it knows something of. */
  synchronized int rows() {
    return rows.size();
  }

  @Override
  public synchronized CompletionStage<Claim> takeOver(TanFingerprint tan, int attempt) {
    calls++;
    Row row = rows.get(tan.current().tanHash());
    if (row == null || !row.state().equals("asked") || row.attempt() != attempt) {
      return claim(tan);
    }
    rows.put(tan.current().tanHash(), new Row(tan.current().contentDigest(), "asked", attempt + 1));
    return CompletableFuture.completedStage(new Claim(State.MINE, attempt + 1));
  }

  @Override
  public synchronized CompletionStage<Void> approve(TanFingerprint tan) {
    calls++;
    if (failing.contains(Step.APPROVE)) {
      return failure();
    }
    Row row = rows.get(tan.current().tanHash());
    if (row == null || row.state().equals("asked")) {
      put(tan, "valid");
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Void> release(TanFingerprint tan, int attempt) {
    calls++;
    if (failing.contains(Step.RELEASE)) {
      return failure();
    }
    rows.computeIfPresent(
        tan.current().tanHash(),
        (hash, row) -> row.state().equals("asked") && row.attempt() == attempt ? null : row);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> store(
      TanFingerprint tan, Submission submission, List<DiagnosisKey> padding) {
    calls++;
    if (failing.contains(Step.STORE)) {
      return failure();
    }
    Row row = rows.get(tan.current().tanHash());
    if (row == null
        || !row.state().equals("valid")
        || !row.digest().equals(tan.current().contentDigest())) {
      return CompletableFuture.completedStage(false);
    }
    put(tan, "stored");
    stored.add(new Approved(submission, padding));
    return CompletableFuture.completedStage(true);
  }

  /** As a database that has died and lost what was not yet on its disk. */
  synchronized void lose() {
    rows.clear();
  }

  /** As if everything of the TAN had been done by another instance. */
  synchronized void put(TanFingerprint tan, String state) {
    rows.put(tan.current().tanHash(), new Row(tan.current().contentDigest(), state, 0));
  }

  synchronized List<DiagnosisKey> keys() {
    return stored.stream()
        .flatMap(one -> Stream.concat(one.submission().keys().stream(), one.padding().stream()))
        .toList();
  }

  private static <T> CompletionStage<T> failure() {
    return CompletableFuture.failedStage(
        new StorageException("no", new SQLException("secret " + Samples.TAN)));
  }
}
