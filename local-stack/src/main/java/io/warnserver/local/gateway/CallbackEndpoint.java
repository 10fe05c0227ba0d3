package io.warnserver.local.gateway;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/** Federation gateway protocol, callback: registrations. */
final class CallbackEndpoint implements Endpoint {

  private static final String PATH = Call.root() + "/callback";
  private static final int MAX_ID = 32;
  private static final int MAX_URL = 256;

  private final Subscriptions subscriptions;

  CallbackEndpoint(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    if (request.path().equals(PATH)) {
      Endpoint.requireMethod(request, "GET");
      Endpoint.requireJsonAccepted(request.header("Accept"));
      return list(subscriptions.of(country));
    }
    String id = request.path().substring(PATH.length() + 1);
    if (request.method().equals("DELETE")) {
      return Answer.empty(subscriptions.remove(country, id) ? 200 : 404);
    }
    Endpoint.requireMethod(request, "PUT");
    String url = request.parameter("url").orElseThrow(() -> new Refusal(400, "url is missing"));
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new Refusal(400, "the id must have 1 to 32 characters");
    }
    subscriptions.put(new Subscription(country, id, address(url)));
    return Answer.empty(200);
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (url.length() <= MAX_URL
          && "https".equalsIgnoreCase(address.getScheme())
          && address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Answered as every other bad address.
    }
    throw new Refusal(400, "url must be https, without a query, of at most 256 characters");
  }

  private static Answer list(List<Subscription> all) {
    return Answer.json(
        200,
        JsonText.write(
            json -> {
              json.writeStartArray();
              for (Subscription subscription : all) {
                json.writeStartObject();
                json.writeStringField("callbackId", subscription.id());
                json.writeStringField("url", subscription.address().toString());
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }
}
