package io.warnserver;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.warnserver.settings.Setting;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of all settings, made from the code: every static field of type Setting, and every
 * static method that gives the Setting of a name, wherever it is.
 */
final class SettingsPage {

  private static final Pattern MODULE = Pattern.compile("/([a-z-]+)/target/");

  /** By the beginning of the type's name, the first that fits. */
  private static final Map<String, String> TYPES = types();

  private final Map<String, String> rows = new TreeMap<>();

  private SettingsPage() {}

  /** The table in Markdown, one row a setting in the order of their names. */
  static String tableOf(JavaClasses classes) throws ReflectiveOperationException {
    SettingsPage page = new SettingsPage();
    for (JavaClass type : classes) {
      for (var field : type.getFields()) {
        if (isSetting(field)) {
          Field reflected = field.reflect();
          reflected.setAccessible(true);
          page.add((Setting<?>) reflected.get(null), reflected.getGenericType(), field);
        }
      }
      for (var method : type.getMethods()) {
        if (isSetting(method)
            && method.getRawParameterTypes().size() == 1
            && method.getRawParameterTypes().get(0).isEquivalentTo(String.class)) {
          Method reflected = method.reflect();
          reflected.setAccessible(true);
          page.add(
              (Setting<?>) reflected.invoke(null, "<name>"),
              reflected.getGenericReturnType(),
              method);
        }
      }
    }
    return "| setting | type | default | allowed | meaning | read by |\n|---|---|---|---|---|---|\n"
        + String.join("", page.rows.values());
  }

  private static boolean isSetting(JavaMember member) {
    boolean isOurs = !member.getOwner().isEquivalentTo(Setting.class);
    JavaClass type =
        member instanceof com.tngtech.archunit.core.domain.JavaField field
            ? field.getRawType()
            : ((com.tngtech.archunit.core.domain.JavaMethod) member).getRawReturnType();
    return isOurs
        && type.isEquivalentTo(Setting.class)
        && member.getModifiers().contains(JavaModifier.STATIC);
  }

  private void add(Setting<?> setting, Type declared, JavaMember member) {
    Type value = ((ParameterizedType) declared).getActualTypeArguments()[0];
    String fallback =
        setting
            .fallback()
            .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
            .orElse("must be set");
    rows.merge(
        setting.name(),
        String.format(
            "| `%s` | %s | %s | %s | %s | %s |%n",
            setting.name(),
            wordFor(value),
            fallback,
            cell(setting.allowed()),
            cell(setting.meaning()),
            String.join(", ", modulesThatRead(member))),
        SettingsPage::optionalOne);
  }

  /**
   * A setting that turns something on is read twice: whether it is there, and then what it says.
   */
  private static String optionalOne(String one, String other) {
    return one.contains("must be set") ? other : one;
  }

  private static Set<String> modulesThatRead(JavaMember member) {
    Set<String> modules = new TreeSet<>(Comparator.naturalOrder());
    for (JavaAccess<?> access : member.getAccessesToSelf()) {
      modules.add(moduleOf(access.getOriginOwner()));
    }
    return modules;
  }

  private static String moduleOf(JavaClass type) {
    String place = type.getSource().orElseThrow().getUri().toString();
    Matcher module = MODULE.matcher(place);
    String last = "";
    while (module.find()) {
      last = module.group(1);
    }
    return last;
  }

  private static String wordFor(Type type) {
    String name = type.getTypeName();
    return TYPES.entrySet().stream()
        .filter(entry -> name.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("word");
  }

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("java.util.List", "list");
    types.put("java.lang.Integer", "whole number");
    types.put("java.lang.Long", "whole number");
    types.put("java.time.Duration", "duration");
    types.put("java.time.Instant", "instant");
    types.put("java.lang.Boolean", "flag");
    types.put("java.net.URI", "address");
    types.put("java.nio.file.Path", "path");
    types.put("settings.Secret", "**secret**");
    types.put("java.lang.String", "text");
    types.put("RunSchedule", "schedule");
    return types;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
