package io.warnserver.local.gateway;

import java.net.URI;

/**
 * Where a country wants to be called (federation gateway protocol, callback).
 *
 * @param country whose it is
 * @param id the country's own name for it
 * @param address without a query
 */
public record Subscription(String country, String id, URI address) {

  /** What it is known by; no other country's is the same. */
  String key() {
    return key(country, id);
  }

  static String key(String country, String id) {
    return country + "/" + id;
  }
}
