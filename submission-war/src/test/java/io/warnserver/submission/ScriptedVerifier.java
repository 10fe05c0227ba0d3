package io.warnserver.submission;

import java.util.ArrayList;
import java.util.List;

/** A verification server that says what it is told to. */
final class ScriptedVerifier implements TanVerifier {

  Verdict verdict = Verdict.VALID;
  final List<String> asked = new ArrayList<>();

  @Override
  public Verdict verify(Tan tan) {
    asked.add(tan.reveal());
    return verdict;
  }
}
