package io.warnserver.submission.payload;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Bodies of any bytes (submission, "Request"), guided by what they reach in the parser. */
class PayloadBytesFuzzTest {

  @FuzzTest(maxDuration = "12h")
  void anyBytes_areParsedOrRefusedByARule(byte[] body) {
    PayloadProperties.check(body);
  }
}
