package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.leases.RunOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An instance in a process of its own, which can be killed as by {@code kill -9}. */
final class InstanceProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader from;
  private final Writer to;
  private boolean ready;

  /**
   * How a run went.
   *
   * @param outcome in a word
   * @param packages it published
   * @param steps it took, their names
   * @param reason why it failed
   */
  record Ended(RunOutcome outcome, int packages, List<String> steps, String reason) {}

  private InstanceProcess(Process process) {
    this.process = process;
    from =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
  }

  /**
   * Starts one; does not wait until it is ready.
   *
   * @param url of the database
   * @param folder of the store; the signing key is put there, too
   */
  static InstanceProcess start(String url, Path folder, String... namesAndValues) {
    try {
      Path keyStore = folder.resolve("current.p12");
      if (Files.notExists(keyStore)) {
        TestSigningKeys.storeOne(keyStore);
      }
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UnlockDiagnosticVMOptions",
                  "-XX:-BytecodeVerificationRemote",
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "-Xmx256m",
                  "-Djava.io.tmpdir=" + Path.of("target").toAbsolutePath(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  InstanceMain.class.getName(),
                  url,
                  folder.toString(),
                  "warn.signing.current.keystore",
                  keyStore.toString(),
                  "warn.signing.current.password",
                  TestSigningKeys.PASSWORD,
                  "warn.signing.current.app-bundle-id",
                  "org.example.warn",
                  "warn.signing.current.android-package",
                  "org.example.warn.android"));
      command.addAll(Arrays.asList(namesAndValues));
      return new InstanceProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a run, which stands still at a step; 0 for none. */
  void begin(Instant now, int step, FailureTime time) {
    try {
      if (!ready) {
        assertThat(from.readLine()).isEqualTo("ready");
        ready = true;
      }
      to.write(now + " " + step + " " + time + "\n");
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the run stands still. */
  String awaitStandstill() {
    String line = line();
    assertThat(line).startsWith("at ");
    return line.substring(3);
  }

  /** Lets a run go on that stands still. */
  void goOn() {
    try {
      to.write("\n");
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of the run. */
  Ended end() {
    String[] words = line().split("\t", -1);
    return new Ended(
        RunOutcome.valueOf(words[0]),
        Integer.parseInt(words[1]),
        List.of(words[2].split("[|]", -1)),
        words[3]);
  }

  /** A whole run. */
  Ended run(Instant now) {
    begin(now, 0, FailureTime.BEFORE);
    return end();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private String line() {
    try {
      String line = from.readLine();
      assertThat(line).as("what the instance says").isNotNull();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
