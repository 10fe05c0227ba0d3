package io.warnserver.deployed;

import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A managed bean of another process on this machine, as a JMX console shows it. */
final class ManagedBean implements Closeable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;
  private final ObjectName name;

  @SuppressWarnings("BanJNDI") // The address comes from a process that the test has started.
  ManagedBean(ProcessHandle process, String name) throws Exception {
    this.name = new ObjectName(name);
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    beans = connector.getMBeanServerConnection();
  }

  Object attribute(String attribute) throws Exception {
    return beans.getAttribute(name, attribute);
  }

  Object invoke(String operation) throws Exception {
    return beans.invoke(name, operation, new Object[0], new String[0]);
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
