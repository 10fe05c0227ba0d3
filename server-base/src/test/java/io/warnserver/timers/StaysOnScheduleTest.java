package io.warnserver.timers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.testing.Logged;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class StaysOnScheduleTest {

  private final StaysOnSchedule interceptor = new StaysOnSchedule();

  @Test
  void methodThatReturns_isCalled_andNothingIsLogged() {
    try (Logged log = Logged.by(Bean.class)) {
      assertThat(interceptor.keep(new Call(() -> "done"))).isEqualTo("done");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void wrongSettings_areALineEach() {
    Call call =
        new Call(
            () -> {
              throw new InvalidSettingsException(List.of("warn.one: is wrong", "warn.two: too"));
            });
    try (Logged log = Logged.by(Bean.class)) {
      assertThat(interceptor.keep(call)).isNull();
      assertThat(log.lines(Level.SEVERE)).containsExactly("warn.one: is wrong", "warn.two: too");
    }
  }

  @Test
  void exception_isLoggedWithItsTrace_andGoesNoFurther() {
    Call call =
        new Call(
            () -> {
              throw new IOException("no space");
            });
    try (Logged log = Logged.by(Bean.class)) {
      assertThat(interceptor.keep(call)).isNull();
      assertThat(log.lines(Level.SEVERE))
          .containsExactly("Bean.onSchedule failed; its next time is not affected");
      assertThat(log.lines()).first().asString().contains("java.io.IOException: no space");
    }
  }

  @Test
  void error_isTheContainers() {
    Call call =
        new Call(
            () -> {
              throw new StackOverflowError();
            });
    assertThatThrownBy(() -> interceptor.keep(call)).isInstanceOf(StackOverflowError.class);
  }

  /** With a timer method. */
  static final class Bean {
    void onSchedule() {}
  }

  /** A container's call of the timer method. */
  private record Call(Callable<Object> does) implements InvocationContext {

    @Override
    public Object proceed() throws Exception {
      return does.call();
    }

    @Override
    public Method getMethod() {
      try {
        return Bean.class.getDeclaredMethod("onSchedule");
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Object getTarget() {
      return new Bean();
    }

    @Override
    public Object getTimer() {
      return null;
    }

    @Override
    public Constructor<?> getConstructor() {
      return null;
    }

    @Override
    public Object[] getParameters() {
      return new Object[0];
    }

    @Override
    public void setParameters(Object[] parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getContextData() {
      return Map.of();
    }
  }
}
