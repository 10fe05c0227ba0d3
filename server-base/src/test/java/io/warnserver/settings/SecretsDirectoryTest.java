package io.warnserver.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsDirectoryTest {

  @TempDir private Path folder;

  private final SecretsDirectory secrets = new SecretsDirectory(() -> Optional.of(folder));

  @Test
  void file_isTheValueOfTheSettingOfItsName() throws IOException {
    Files.writeString(folder.resolve("warn.store.secret-key"), "a b=c:d");
    assertThat(secrets.getValue("warn.store.secret-key")).isEqualTo("a b=c:d");
    assertThat(secrets.getPropertyNames()).containsExactly("warn.store.secret-key");
  }

  @Test
  void oneLineBreakAtTheEnd_isNoPartOfIt() throws IOException {
    Files.writeString(folder.resolve("warn.a"), "x\n");
    Files.writeString(folder.resolve("warn.b"), "x\r\n");
    Files.writeString(folder.resolve("warn.c"), " x \n\n");
    assertThat(secrets.getValue("warn.a")).isEqualTo("x");
    assertThat(secrets.getValue("warn.b")).isEqualTo("x");
    assertThat(secrets.getValue("warn.c")).isEqualTo(" x \n");
  }

  @Test
  void fileThatIsWrittenReplacedOrDeleted_countsAtOnce() throws IOException {
    Path file = folder.resolve("warn.a");
    assertThat(secrets.getValue("warn.a")).isNull();
    Files.writeString(file, "1");
    assertThat(secrets.getValue("warn.a")).isEqualTo("1");
    Path other = Files.writeString(folder.resolve("other"), "2");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(secrets.getValue("warn.a")).isEqualTo("2");
    Files.delete(file);
    assertThat(secrets.getValue("warn.a")).isNull();
  }

  @Test
  void linksOfAContainerPlatform_areFollowed() throws IOException {
    Path first = Files.createDirectory(folder.resolve("..first"));
    Files.writeString(first.resolve("warn.a"), "1");
    Path second = Files.createDirectory(folder.resolve("..second"));
    Files.writeString(second.resolve("warn.a"), "2");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
    Files.createSymbolicLink(folder.resolve("warn.a"), Path.of("..data", "warn.a"));
    assertThat(secrets.getValue("warn.a")).isEqualTo("1");
    Files.delete(data);
    Files.createSymbolicLink(data, second.getFileName());
    assertThat(secrets.getValue("warn.a")).isEqualTo("2");
    assertThat(secrets.getPropertyNames()).containsExactly("warn.a");
  }

  @Test
  void namesThatAreNoSettings_areNotLookedFor() throws IOException {
    Files.writeString(folder.resolve("operator"), "x");
    assertThat(secrets.getValue("operator")).isNull();
    assertThat(secrets.getValue("../" + folder.getFileName() + "/operator")).isNull();
    assertThat(secrets.getValue("warn./operator")).isNull();
    assertThat(secrets.getPropertyNames()).isEmpty();
  }

  @Test
  void fileThatIsTooLong_isNoValue() throws IOException {
    Files.writeString(folder.resolve("warn.a"), "x".repeat(64 * 1024 + 1));
    assertThat(secrets.getValue("warn.a")).isNull();
  }

  @Test
  void withoutAFolder_thereIsNothing() {
    SecretsDirectory none = new SecretsDirectory(Optional::empty);
    assertThat(none.getValue("warn.a")).isNull();
    assertThat(none.getPropertyNames()).isEmpty();
    SecretsDirectory missing = new SecretsDirectory(() -> Optional.of(folder.resolve("missing")));
    assertThat(missing.getValue("warn.a")).isNull();
    assertThat(missing.getPropertyNames()).isEmpty();
  }

  @Test
  void container_findsItBelowSystemPropertiesAndEnvironment() {
    assertThat(ServiceLoader.load(ConfigSource.class))
        .hasOnlyElementsOfType(SecretsDirectory.class);
    assertThat(secrets.getOrdinal()).isBetween(101, 299);
  }
}
