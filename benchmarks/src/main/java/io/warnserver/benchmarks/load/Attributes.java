package io.warnserver.benchmarks.load;

import io.netty.util.AttributeKey;

/** What a channel knows of its owner. */
final class Attributes {

  static final AttributeKey<Connection> CONNECTION =
      AttributeKey.valueOf(Attributes.class, "connection");

  private Attributes() {}
}
