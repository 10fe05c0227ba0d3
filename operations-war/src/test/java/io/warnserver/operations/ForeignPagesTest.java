package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignPagesTest {

  private static final String HOST = "operations.example.org:8444";

  @ParameterizedTest
  @CsvSource({
    "a tool that reads, GET, , , , ",
    "a tool that changes, POST, , , tool, ",
    "a tool that changes with PUT, PUT, , , tool, ",
    "a tool that changes without the header, POST, , , , NO_REQUESTED_BY",
    "a tool that deletes without the header, DELETE, , , , NO_REQUESTED_BY",
    "a method that nobody knows, PROPFIND, , , , NO_REQUESTED_BY",
    "a header of blanks, POST, , , '  ', NO_REQUESTED_BY",
    "an own page that reads, GET, https://operations.example.org:8444, same-origin, , ",
    "an own page that changes, POST, https://operations.example.org:8444, same-origin, x, ",
    "an own page without TLS, GET, http://operations.example.org:8444, , , ",
    "capitals, GET, HTTPS://Operations.example.org:8444, , , ",
    "an address that was typed, GET, , none, , ",
    "a foreign page that reads, GET, https://evil.example, , , FOREIGN_PAGE",
    "a foreign page that changes, POST, https://evil.example, , x, FOREIGN_PAGE",
    "a foreign page that asks first, OPTIONS, https://evil.example, , , FOREIGN_PAGE",
    "another port of the host, GET, https://operations.example.org:8445, , , FOREIGN_PAGE",
    "no port, GET, https://operations.example.org, , , FOREIGN_PAGE",
    "a name that begins alike, GET, https://operations.example.org:8444.evil.example, , , FOREIGN_PAGE",
    "a name that ends alike, GET, https://evil-operations.example.org:8444, , , FOREIGN_PAGE",
    "another scheme, GET, ftp://operations.example.org:8444, , , FOREIGN_PAGE",
    "a page without an origin, GET, null, , , FOREIGN_PAGE",
    "an empty origin, GET, '', , , FOREIGN_PAGE",
    "two origins, GET, 'https://operations.example.org:8444,https://evil.example', , , FOREIGN_PAGE",
    "a link on a foreign page, GET, , cross-site, , FOREIGN_PAGE",
    "a page of a neighbour, POST, , same-site, x, FOREIGN_PAGE",
    "a word that nobody knows, GET, , other, , FOREIGN_PAGE"
  })
  void request_isRefusedIfAForeignPageCanSendIt(
      String what, String method, String origin, String site, String requestedBy, Refusal refusal) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Host", HOST);
    headers.put("Origin", origin);
    headers.put("Sec-Fetch-Site", site);
    headers.put("X-Requested-By", requestedBy);

    assertThat(ForeignPages.refusal(method, headers::get).orElse(null)).as(what).isEqualTo(refusal);
  }
}
