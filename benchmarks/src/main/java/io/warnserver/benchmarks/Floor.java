package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.servers.Surroundings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the inevitable parts of a run cost, each alone, one after the other and with warm code: no
 * run that does them one by one costs less.
 *
 * @param total of all parts; memory is this process's
 * @param parts by name
 */
record Floor(Figures total, Map<String, Part> parts) {

  /**
   * What a part has cost.
   *
   * @param wallSeconds from its beginning to its end
   * @param cpuSeconds of this process meanwhile
   */
  record Part(double wallSeconds, double cpuSeconds) {}

  /** Before it is measured. */
  static Floor none() {
    return new Floor(new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Map.of());
  }

  /**
   * Measures with what runs have left behind.
   *
   * @param surroundings with published packages
   * @param folder for copies of the objects
   * @param progress is told a line a part
   */
  static Floor measure(Surroundings surroundings, Path folder, Consumer<String> progress)
      throws Exception {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    ObjectCopies copies = ObjectCopies.download(surroundings.objectStore(), folder);
    PackageReading reading = new PackageReading(surroundings.database());
    ObjectPutting putting = new ObjectPutting(surroundings.objectStore(), copies);
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("read", reading::run);
    works.put("deflate", new Deflating(copies)::run);
    works.put("sign", new Signing(surroundings.signingKey(), copies)::run);
    works.put("put", putting::run);
    Map<String, Part> parts = new LinkedHashMap<>();
    try (ProcessMeter meter = ProcessMeter.ofThisProcess()) {
      meter.reset();
      for (Map.Entry<String, Work> work : works.entrySet()) {
        // Once for the compiler.
        work.getValue().run();
        Part part = measure(work.getValue(), meter);
        parts.put(work.getKey(), part);
        progress.accept(
            String.format(
                Locale.ROOT,
                "  %s: %s s, %s s of CPU",
                work.getKey(),
                Seconds.text(part.wallSeconds()),
                Seconds.text(part.cpuSeconds())));
      }
      return new Floor(
          new Figures(
              parts.values().stream().mapToDouble(Part::wallSeconds).sum(),
              parts.values().stream().mapToDouble(Part::cpuSeconds).sum(),
              meter.peakHeapMiB(),
              meter.peakRssMiB(),
              copies.all().size(),
              copies.bytes(),
              copies.all().size(),
              copies.exports().size(),
              reading.rows(),
              load),
          parts);
    }
  }

  private static Part measure(Work work, ProcessMeter meter) throws Exception {
    double cpu = meter.cpuSeconds();
    long start = System.nanoTime();
    work.run();
    return new Part(Seconds.since(start), meter.cpuSeconds() - cpu);
  }

  /** One part. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }
}
