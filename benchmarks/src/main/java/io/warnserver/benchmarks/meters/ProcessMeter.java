package io.warnserver.benchmarks.meters;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads CPU time and memory of a Java process on this machine. */
public final class ProcessMeter implements Closeable {

  private static final double MIB = 1024 * 1024;
  private static final double KIB_IN_MIB = 1024;

  /** At rest is who has used less CPU than this in a pause. */
  private static final double REST_CPU_SECONDS = 0.03;

  private static final long PAUSE_MILLIS = 1000;
  private static final int MOST_PAUSES = 60;

  private static final Pattern PEAK_RSS = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  /** What the kernel wants to read (proc(5), clear_refs). */
  private static final String RESET_PEAK_RSS = "5";

  private final ProcessHandle process;
  private final Path directory;
  private final List<MemoryPoolMXBean> heap;
  private final JMXConnector connection;

  /** Looks into another process of this user; it must not forbid to attach. */
  @SuppressWarnings("BanJNDI") // The address comes from a process that this one has started.
  public ProcessMeter(ProcessHandle process) throws IOException, AttachNotSupportedException {
    this.process = process;
    directory = Path.of("/proc", String.valueOf(process.pid()));
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
    try {
      connection =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    heap =
        ManagementFactory.getPlatformMXBeans(
                connection.getMBeanServerConnection(), MemoryPoolMXBean.class)
            .stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
  }

  /**
   * Lets the peaks begin anew. Where the kernel forbids that, the peak of resident memory is that
   * since the process began: an upper bound.
   */
  public void reset() {
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(directory.resolve("clear_refs"), RESET_PEAK_RSS);
    } catch (IOException e) {
      // As said above.
    }
  }

  /**
   * Waits until the process has nothing left to do of what came before, such as compiling; at most
   * a minute.
   */
  public void awaitRest() throws InterruptedException {
    for (int i = 0; i < MOST_PAUSES; i++) {
      double before = cpuSeconds();
      Thread.sleep(PAUSE_MILLIS);
      if (cpuSeconds() - before < REST_CPU_SECONDS) {
        return;
      }
    }
  }

  /** CPU seconds since the process began. */
  public double cpuSeconds() {
    return Seconds.of(process);
  }

  /** The peaks of the heap's pools, added up: at least the peak of the heap. */
  double peakHeapMiB() {
    return heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
  }

  /** The peak of resident memory; NaN where there is no {@code /proc}. */
  public double peakRssMiB() {
    try {
      Matcher peak = PEAK_RSS.matcher(Files.readString(directory.resolve("status")));
      return peak.find() ? Long.parseLong(peak.group(1)) / KIB_IN_MIB : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /**
   * What a run has done and cost.
   *
   * @param run returns what it has done
   * @param databaseSeconds CPU seconds of PostgreSQL since it began
   * @param other the name of the CPU seconds of one process more
   * @param otherSeconds these seconds since it began
   */
  public Map<String, Object> measure(
      Callable<Map<String, Object>> run,
      DoubleSupplier databaseSeconds,
      String other,
      DoubleSupplier otherSeconds)
      throws Exception {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    reset();
    double cpuBefore = cpuSeconds();
    double databaseBefore = databaseSeconds.getAsDouble();
    double otherBefore = otherSeconds.getAsDouble();
    long start = System.nanoTime();
    Map<String, Object> done = run.call();
    double wall = Seconds.since(start);
    double cpu = cpuSeconds() - cpuBefore;
    double databaseCpu = databaseSeconds.getAsDouble() - databaseBefore;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("wallSeconds", wall);
    figures.put("cpuSeconds", cpu);
    figures.put("databaseCpuSeconds", databaseCpu);
    figures.put("totalCpuSeconds", cpu + databaseCpu);
    figures.put(other, otherSeconds.getAsDouble() - otherBefore);
    figures.put("peakHeapMiB", peakHeapMiB());
    figures.put("peakRssMiB", peakRssMiB());
    figures.put("loadAverage", load);
    figures.putAll(done);
    return figures;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
