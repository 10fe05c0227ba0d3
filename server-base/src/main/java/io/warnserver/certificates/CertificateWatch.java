package io.warnserver.certificates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the certificates of one server are told. May be used by several threads. */
public final class CertificateWatch {

  private static final Logger LOG = Logger.getLogger(CertificateWatch.class.getName());

  /** All modules share one, where each has its own instances of the library's beans, too. */
  private static final CertificateWatch SERVER = new CertificateWatch();

  private final Map<String, Supplier<List<WatchedCertificate>>> sources =
      new ConcurrentSkipListMap<>();

  CertificateWatch() {}

  /** That of this server. */
  public static CertificateWatch ofServer() {
    return SERVER;
  }

  /** Adds what tells certificates, in place of a former one of the name. */
  public void register(String name, Supplier<List<WatchedCertificate>> source) {
    sources.put(name, source);
  }

  /** Forgets it, when its module stops. */
  public void forget(String name) {
    sources.remove(name);
  }

  /** All of them, as they are now; those of a source that fails are left out. */
  public List<WatchedCertificate> all() {
    List<WatchedCertificate> all = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          try {
            all.addAll(source.get());
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The certificates of " + name + " cannot be looked at", e);
          }
        });
    return all;
  }
}
