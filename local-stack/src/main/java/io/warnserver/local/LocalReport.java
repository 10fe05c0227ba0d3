package io.warnserver.local;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.play.DayPlay.Played;
import io.warnserver.local.play.PhoneView;
import io.warnserver.local.play.Steps;
import io.warnserver.local.play.TextTable;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.DevelopmentKey;
import io.warnserver.local.servers.Federation;
import io.warnserver.local.servers.ObjectStore;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.Secrets;
import io.warnserver.local.servers.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that the one-command run prints. */
final class LocalReport {

  private LocalReport() {}

  /**
   * What came of the play.
   *
   * @param storedKeys rows in the database
   */
  static String results(List<Played> hours, long storedKeys, PhoneView view, Steps steps) {
    TextTable sent =
        new TextTable()
            .row("submissions", "accepted", "keys")
            .row("  real", sum(hours, Played::real), sum(hours, Played::keys))
            .row("  fake", sum(hours, Played::fakes), 0)
            .row("keys stored", "", storedKeys);
    TextTable exchanged =
        new TextTable()
            .row("federation gateway", "keys")
            .row("  uploaded by DE", sum(hours, Played::uploaded))
            .row("  uploaded by FR and NL", sum(hours, Played::foreign))
            .row("  received by DE", sum(hours, Played::received));
    TextTable packages = new TextTable().row("packages", "hours", "days", "keys in hours", "bytes");
    view.trees()
        .forEach(
            (country, row) ->
                packages.row("  " + country, row.hours(), row.days(), row.keys(), row.bytes()));
    packages.row(
        "configurations", "", "", view.configurations().files(), view.configurations().bytes());
    TextTable times = new TextTable().row("step", "time");
    steps.times().forEach((name, time) -> times.row("  " + name, Steps.seconds(time)));
    times.row("all of it", Steps.seconds(steps.total()));
    return Stream.of(sent, exchanged, packages, times)
        .map(TextTable::toString)
        .collect(Collectors.joining(System.lineSeparator().repeat(2)));
  }

  private static long sum(List<Played> hours, ToLongFunction<Played> part) {
    return hours.stream().mapToLong(part).sum();
  }

  /** What a phone said of the packages: one line, or one for each fault. */
  static String verdict(PhoneView view, Path folder) {
    if (view.isGood()) {
      String all = "all " + view.archives() + " packages and configurations";
      return "A phone accepts " + all + "; they are in " + folder;
    }
    if (view.faults().isEmpty()) {
      return "NOT VERIFIED: there are no packages of EUR, or no configurations";
    }
    return Stream.concat(Stream.of("NOT VERIFIED:"), view.faults().stream().map(f -> "  " + f))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Addresses and credentials of everything. */
  static String addresses(Surroundings surroundings, Path data) {
    Ports ports = surroundings.ports();
    ObjectStore store = surroundings.objectStore();
    Federation federation = surroundings.federation();
    Path certificate =
        federation.certificates().keystore(Federation.OWN, CertificateRole.AUTHENTICATION);
    String roles =
        Stream.of(DatabaseRole.values())
            .map(role -> role.login() + " / " + role.password())
            .collect(Collectors.joining(", "));
    return new TextTable(2)
        .row("submission", "POST " + ports.applicationAddress() + "/version/v1/diagnosis-keys")
        .row("a fresh TAN", "POST " + surroundings.verification().address() + "/development/tans")
        .row(
            "federation gateway",
            join(
                federation.gateway().address() + "/diagnosiskeys",
                "client certificate " + certificate,
                FederationCertificates.PASSWORD))
        .row(
            "operations",
            join(ports.operationsAddress(), "operator / " + Surroundings.operatorPassword()))
        .row(
            "metrics",
            join(
                ports.operationsAddress() + "/metrics",
                "monitor / " + Surroundings.monitorPassword()))
        .row("packages", store.publicAddress() + "version")
        .row(
            "S3",
            join(
                store.endpoint(),
                "bucket "
                    + ObjectStore.BUCKET
                    + ", access key "
                    + Secrets.password("access-key")
                    + ", secret key "
                    + Secrets.password("secret-key")))
        .row(
            "PostgreSQL",
            join(
                surroundings.database().jdbcUrl(),
                Database.SUPERUSER + " / " + Secrets.password("superuser")))
        .row("", roles)
        .row(
            "signing key",
            join(surroundings.signingKey().keystore(), Secrets.password(DevelopmentKey.ALIAS)))
        .row("logs", data.resolve("logs"))
        .toString();
  }

  private static String join(Object... parts) {
    return Stream.of(parts).map(Object::toString).collect(Collectors.joining("  "));
  }
}
