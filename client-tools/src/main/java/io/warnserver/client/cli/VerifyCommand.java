package io.warnserver.client.cli;

import io.warnserver.client.ArchiveKind;
import io.warnserver.client.PackageCheck;
import io.warnserver.client.Refusal;
import io.warnserver.client.RegisteredKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of each file whether a phone accepts it, and if not, every reason. */
@Command(
    name = "verify",
    description = {
      "Says of each file whether a phone accepts it, and if not, every reason.",
      "Exit status: 0 all accepted, 1 one or more refused, 2 wrong usage or an unreadable file."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ArchiveFile archives;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Key packages or configurations.")
  private List<Path> files;

  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "PEM",
      description = "The file with the registered public key (BEGIN PUBLIC KEY, EC on P-256).")
  private Path publicKey;

  @Option(
      names = "--key-id",
      defaultValue = "262",
      description = "The id under which the key is registered (${DEFAULT-VALUE}).")
  private String keyId;

  @Option(
      names = "--key-version",
      defaultValue = "v1",
      description = "The version under which the key is registered (${DEFAULT-VALUE}).")
  private String keyVersion;

  @Override
  public Integer call() {
    PackageCheck check = new PackageCheck(registeredKey());
    PrintWriter out = spec.commandLine().getOut();
    int refused = 0;
    for (Path file : files) {
      ArchiveKind kind = archives.kindOf(file);
      List<Refusal> refusals = check.refusals(ArchiveFile.read(file, spec.commandLine()), kind);
      String verdict = refusals.isEmpty() ? "accepted" : "REFUSED ";
      out.printf(Locale.ROOT, "%s  %s (%s)%n", verdict, file, ArchiveFile.name(kind));
      refusals.forEach(refusal -> out.println("    " + refusal));
      refused += refusals.isEmpty() ? 0 : 1;
    }
    out.printf(Locale.ROOT, "%d accepted, %d refused%n", files.size() - refused, refused);
    return refused == 0 ? 0 : 1;
  }

  private RegisteredKey registeredKey() {
    String pem =
        new String(ArchiveFile.read(publicKey, spec.commandLine()), StandardCharsets.ISO_8859_1);
    try {
      return RegisteredKey.ofPem(pem, keyId, keyVersion);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--public-key " + publicKey + ": " + e.getMessage(), e);
    }
  }
}
