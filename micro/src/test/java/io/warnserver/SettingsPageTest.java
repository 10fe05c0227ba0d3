package io.warnserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page of settings says what the code says. After a change: {@code ./mvnw test -pl micro -am
 * -Dtest=SettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write} writes it anew.
 */
class SettingsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "settings.md");
  private static final String BEGIN = "<!-- Made from the code; see SettingsPageTest. -->\n";
  private static final String END = "<!-- End of what is made from the code. -->\n";

  @Test
  void page_saysWhatTheCodeSays() throws Exception {
    String table =
        SettingsPage.tableOf(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.warnserver"));
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).isGreaterThanOrEqualTo(begin);
    if (System.getProperty("settings.write") != null) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
    } else {
      assertThat(page.substring(begin, end))
          .as("docs/settings.md is out of date: run this test with -Dsettings.write")
          .isEqualTo(table);
    }
  }

  @Test
  void table_knowsFieldsAndMethodsOfAllModules() throws Exception {
    assertThat(
            SettingsPage.tableOf(
                new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.warnserver")))
        .contains("| `warn.mode` | word | `production` | production or development |")
        .contains("| `warn.signing.<name>.password` | **secret** | must be set |")
        .contains("| `warn.submission.max-keys` | whole number | `16` |");
  }
}
