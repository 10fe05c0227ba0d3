package io.warnserver.keys.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Passes everything on to a data source and keeps the text of each statement. */
final class RecordedStatements {

  private final List<String> texts = new ArrayList<>();
  private final DataSource dataSource;

  RecordedStatements(DataSource recorded) {
    dataSource =
        proxy(
            DataSource.class,
            (method, arguments) -> {
              Object result = invoke(recorded, method, arguments);
              return result instanceof Connection connection ? recording(connection) : result;
            });
  }

  DataSource dataSource() {
    return dataSource;
  }

  List<String> texts() {
    return texts;
  }

  private Connection recording(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            texts.add((String) arguments[0]);
          }
          return invoke(connection, method, arguments);
        });
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            RecordedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.on(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
