package io.warnserver.timers;

import io.warnserver.settings.InvalidSettingsException;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands around a bean's timer methods and logs what they throw: some servers take a timer whose
 * method throws off the schedule.
 */
public class StaysOnSchedule {

  /** Calls the method; throws for no exception, but for an error. */
  @AroundTimeout
  Object keep(InvocationContext call) {
    Class<?> bean = call.getMethod().getDeclaringClass();
    Logger log = Logger.getLogger(bean.getName());
    try {
      return call.proceed();
    } catch (InvalidSettingsException e) {
      e.faults().forEach(log::severe);
    } catch (Exception e) { // Whatever it is, it must not leave.
      String what = bean.getSimpleName() + "." + call.getMethod().getName();
      log.log(Level.SEVERE, what + " failed; its next time is not affected", e);
    }
    return null;
  }
}
