package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchiveKindTest {
  @Test
  void pathOfAConfiguration_isThatConfiguration() {
    assertThat(kind("version/v1/app_config_android")).isEqualTo(ArchiveKind.CONFIGURATION_ANDROID);
    assertThat(kind("app_config_ios/package.zip")).isEqualTo(ArchiveKind.CONFIGURATION_IOS);
    assertThat(kind("configuration/country/DE/app_config/package.zip"))
        .isEqualTo(ArchiveKind.CONFIGURATION_V1);
    assertThat(kind("app_config.zip")).isEqualTo(ArchiveKind.CONFIGURATION_V1);
  }

  @Test
  void everyOtherPath_isAKeyPackage() {
    assertThat(kind("country/DE/date/2026-11-09/hour/3/package.zip")).isEqualTo(ArchiveKind.KEYS);
    assertThat(kind("app_config/country/DE/package.zip")).isEqualTo(ArchiveKind.KEYS);
    assertThat(kind("/")).isEqualTo(ArchiveKind.KEYS);
    assertThat(kind("")).isEqualTo(ArchiveKind.KEYS);
  }

  private static ArchiveKind kind(String path) {
    return ArchiveKind.ofPath(Path.of(path));
  }
}
