package io.warnserver.distribution;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.Country;
import java.time.LocalDate;

/** Where each object is (key packages, "Paths"). All times are UTC. */
final class ObjectPaths {

  static final String VERSION = "version";
  static final String COUNTRIES = "version/v1/diagnosis-keys/country";
  static final String CONFIGURATION_COUNTRIES = "version/v1/configuration/country";
  static final String CONFIGURATION_ANDROID = "version/v1/app_config_android";
  static final String CONFIGURATION_IOS = "version/v1/app_config_ios";

  private ObjectPaths() {}

  static String dates(String tree) {
    return COUNTRIES + "/" + tree + "/date";
  }

  static String hours(String tree, LocalDate day) {
    return dates(tree) + "/" + day + "/hour";
  }

  static String of(PackageWindow window) {
    LocalDate day = window.firstHour().day();
    return window.isDay()
        ? dates(window.tree()) + "/" + day
        : hours(window.tree(), day) + "/" + window.firstHour().ofDay();
  }

  static String configuration(Country own) {
    return CONFIGURATION_COUNTRIES + "/" + own.code() + "/app_config";
  }
}
