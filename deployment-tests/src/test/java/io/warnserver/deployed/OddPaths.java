package io.warnserver.deployed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ways to write a path that one reader takes for it and another does not. */
final class OddPaths {

  /** What row after row of a former version fell for. */
  static final String PAUSE_BEHIND_HEALTH =
      "/operations/distribution/pause;%2f..%2f..%2fhealth%2fx";

  private static final List<UnaryOperator<String>> FORMS =
      List.of(
          path -> "/;" + path,
          path -> "/" + path,
          path -> "//" + path,
          path -> path + "/",
          path -> path + "//",
          path -> path + ";",
          path -> path + ";x=y",
          path -> path + ";jsessionid=1",
          path -> path + "%00",
          path -> path + "%20",
          path -> path + "%23",
          path -> path + "%3f",
          path -> path + "/.",
          path -> path + "/x/..",
          path -> path + "/%2e%2e/%2e%2e/health/live",
          path -> path + ";/operations/health/live",
          path -> path + ";%2f..%2f..%2fhealth%2fx",
          path -> path + ";a=%2f..%2f..%2fhealth%2fx",
          path -> path + "%3b%2f..%2f..%2fhealth%2fx",
          path -> afterFirstSegment(path, ";a=b"),
          path -> afterFirstSegment(path, ";"),
          path -> afterFirstSegment(path, "/"),
          path -> afterFirstSegment(path, "/."),
          path -> afterFirstSegment(path, "/%2e"),
          path -> afterFirstSegment(path, "/%252e"),
          path -> afterFirstSegment(path, "/health/.."),
          path -> afterFirstSegment(path, "/health/..;"),
          path -> afterFirstSegment(path, "/health/%2e%2e"),
          path -> afterFirstSegment(path, "/health/..;x"),
          path -> afterFirstSegment(path, "/health;/.."),
          path -> afterFirstSegment(path, "/health/..%2f"),
          path -> afterFirstSegment(path, "/health/%252e%252e"),
          path -> afterFirstSegment(path, "/health\\.."),
          path -> path.replaceFirst("o", "%6f"),
          path -> path.replaceFirst("o", "%256f"),
          path -> path.replaceFirst("o", "%u006f"),
          path -> path.replace("/", "%2f"),
          path -> path.replace("/", "%5c"),
          path -> path.replace("/", "\\"),
          path -> "/" + path.substring(1).replaceFirst("/", "%2f"),
          path -> "/" + path.substring(1).replaceFirst("/", "%5c"),
          path -> "/" + path.substring(1).replaceFirst("/", "\\\\"),
          path -> "/%2f" + path.substring(1),
          path -> "/\\" + path.substring(1),
          path -> "/." + path,
          path -> "/%2e" + path,
          path -> "/x/.." + path,
          path -> "/x;y/..;z" + path,
          path -> "/version/v1/../.." + path,
          path -> "/version/v1/..;/..;" + path,
          path -> "/version/v1/%2e%2e/%2e%2e" + path,
          path -> "/version/v1/..%2f..%2f" + path.substring(1),
          path -> "/version/v1/%c0%ae%c0%ae/%c0%ae%c0%ae" + path,
          path -> "/version/v1/;" + path,
          path -> "/version/v1/" + path,
          path -> "/version/v1" + path,
          path -> "/version" + path,
          path -> path.toUpperCase(java.util.Locale.ROOT));

  private OddPaths() {}

  /** All forms of a path that begins with a slash and has two segments or more. */
  static Set<String> of(String path) {
    Set<String> paths = new LinkedHashSet<>();
    FORMS.forEach(form -> paths.add(form.apply(path)));
    // Some change nothing in a path that lacks their letter.
    paths.remove(path);
    return paths;
  }

  private static String afterFirstSegment(String path, String more) {
    int second = path.indexOf('/', 1);
    return path.substring(0, second) + more + path.substring(second);
  }
}
