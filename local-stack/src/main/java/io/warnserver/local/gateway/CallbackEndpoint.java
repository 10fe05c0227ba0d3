package io.warnserver.local.gateway;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Map;

/** Federation gateway protocol, callback: registrations. */
final class CallbackEndpoint implements Endpoint {

  private static final String PATH = Call.ROOT + "/callback";
  private static final int MAX_ID = 32;
  private static final int MAX_URL = 256;

  private final Map<String, Subscription> subscriptions;

  CallbackEndpoint(Map<String, Subscription> subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Answer answer(
      Request request, String country, X509Certificate certificate, Conduct conduct) {
    if (request.path().equals(PATH)) {
      request.requireMethod("GET");
      request.requireJsonAccepted();
      return list(country);
    }
    String id = request.path().substring(PATH.length() + 1);
    if (request.method().equals("DELETE")) {
      Subscription deleted = subscriptions.remove(Subscription.key(country, id));
      return Answer.empty(deleted == null ? 404 : 200);
    }
    request.requireMethod("PUT");
    String url = request.parameter("url").orElseThrow(() -> new Refusal(400, "url is missing"));
    Refusal.when(id.isEmpty() || id.length() > MAX_ID, 400, "the id must have 1 to 32 characters");
    Subscription subscription = new Subscription(country, id, address(url));
    subscriptions.put(subscription.key(), subscription);
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

  private Answer list(String country) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (Subscription known : subscriptions.values()) {
      if (known.country().equals(country)) {
        list.add(
            Json.createObjectBuilder()
                .add("callbackId", known.id())
                .add("url", known.address().toString()));
      }
    }
    return Answer.json(200, list.build());
  }
}
