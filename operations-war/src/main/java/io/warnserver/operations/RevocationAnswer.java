package io.warnserver.operations;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevokedPackage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** What has become of an order, for operators. No key is in it. */
final class RevocationAnswer {

  private RevocationAnswer() {}

  /** The order as JSON. */
  static JsonObject json(Revocation revocation) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("revocation", revocation.number())
            .add("state", revocation.state().name().toLowerCase(Locale.ROOT));
    revocation.window().ifPresent(window -> json.add("package", json(window)));
    json.add("wholePackage", revocation.wholePackage())
        .add("requestedAt", revocation.requestedAt().toInstant().toString());
    revocation
        .carriedOutAt()
        .ifPresent(time -> json.add("carriedOutAt", time.toInstant().toString()));
    revocation
        .completedAt()
        .ifPresent(time -> json.add("completedAt", time.toInstant().toString()));
    JsonArrayBuilder packages = Json.createArrayBuilder();
    for (RevokedPackage revoked : revocation.packages()) {
      packages.add(json(revoked.window()).add("etag", revoked.etag()));
    }
    return json.add("removedKeys", revocation.removedKeys())
        .add("cameAgain", revocation.cameAgain())
        .add("revokedPackages", packages)
        .build();
  }

  private static JsonObjectBuilder json(PackageWindow window) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("tree", window.tree())
            .add("date", window.firstHour().day().toString());
    return window.isDay() ? json : json.add("hour", window.firstHour().ofDay());
  }
}
