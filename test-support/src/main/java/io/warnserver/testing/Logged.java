package io.warnserver.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What a class, or all of a package, logs until this is closed; nothing of it gets into the tests'
 * output.
 */
public final class Logged extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  private Logged(Logger logger) {
    this.logger = logger;
  }

  /** From now on. */
  public static Logged by(Class<?> type) {
    return by(type.getName());
  }

  /** From now on, by the logger of a name and those below it. */
  public static Logged by(String name) {
    Logger logger = Logger.getLogger(name);
    Logged logged = new Logged(logger);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(logged);
    return logged;
  }

  /** The lines of a level, without time and place. */
  public List<String> lines(Level level) {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream()
        .filter(line -> line.getLevel().equals(level))
        .map(formatter::formatMessage)
        .toList();
  }

  /** All of it as an operator reads it: with time, place, level and stack traces. */
  public List<String> lines() {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream().map(formatter::format).toList();
  }

  /** The level of each line. */
  public List<Level> levels() {
    return records.stream().map(LogRecord::getLevel).toList();
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
