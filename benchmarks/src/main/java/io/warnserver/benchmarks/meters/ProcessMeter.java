package io.warnserver.benchmarks.meters;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads CPU time and memory of a Java process on this machine. */
public final class ProcessMeter implements Closeable {

  private static final double MIB = 1024 * 1024;
  private static final double NANOS = 1e9;

  /** At rest is who has used less CPU than this in a pause. */
  private static final double REST_CPU_SECONDS = 0.03;

  private static final long PAUSE_MILLIS = 1000;
  private static final int MOST_PAUSES = 60;

  private final ProcessHandle process;
  private final ResidentMemory residentMemory;
  private final List<MemoryPoolMXBean> heap;
  private final Closeable connection;

  private ProcessMeter(ProcessHandle process, MBeanServerConnection beans, Closeable connection)
      throws IOException {
    this.process = process;
    this.connection = connection;
    residentMemory = new ResidentMemory(process.pid());
    heap =
        ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
  }

  /** Of another process of this user; it must not forbid to attach. */
  @SuppressWarnings("BanJNDI") // The address comes from a process that this one has started.
  public static ProcessMeter of(ProcessHandle process) {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      JMXServiceURL address;
      try {
        address = new JMXServiceURL(machine.startLocalManagementAgent());
      } finally {
        machine.detach();
      }
      JMXConnector connector = JMXConnectorFactory.connect(address);
      return new ProcessMeter(process, connector.getMBeanServerConnection(), connector);
    } catch (AttachNotSupportedException | IOException e) {
      throw new BenchmarkFailedException("the server process cannot be looked into", e);
    }
  }

  /** Of this process. */
  public static ProcessMeter ofThisProcess() {
    try {
      return new ProcessMeter(
          ProcessHandle.current(), ManagementFactory.getPlatformMBeanServer(), () -> {});
    } catch (IOException e) {
      throw new BenchmarkFailedException("this process cannot be looked into", e);
    }
  }

  /** Lets the peaks begin anew. */
  public void reset() {
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    residentMemory.resetPeak();
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

  /** CPU seconds since the process began; on Linux in steps of 10 ms. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS;
  }

  /** The peaks of the heap's pools, added up. */
  public double peakHeapMiB() {
    return heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
  }

  /** The peak of resident memory; NaN where the machine does not say. */
  public double peakRssMiB() {
    return residentMemory.peakMiB();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
