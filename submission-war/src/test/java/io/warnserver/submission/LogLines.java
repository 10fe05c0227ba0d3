package io.warnserver.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged, as an operator reads it. */
final class LogLines extends Handler {

  private static final Logger LOGGER = Logger.getLogger("io.warnserver.submission");

  final List<String> lines = new ArrayList<>();

  void open() {
    LOGGER.addHandler(this);
    LOGGER.setUseParentHandlers(false);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(new SimpleFormatter().format(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
