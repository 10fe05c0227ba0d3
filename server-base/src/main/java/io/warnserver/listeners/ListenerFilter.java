package io.warnserver.listeners;

import io.warnserver.settings.SettingsReader;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets requests through on the listeners that their path is for; on any other, nothing is there.
 * The initial parameters {@code public}, {@code callback} and {@code operations} list the paths, by
 * their beginnings below the context root, separated by blanks. What is not listed is nowhere: so
 * neither pages of the server nor of a mistaken deployment answer under a web module's root. On the
 * public listener, {@code bodies} lists the paths, whole, that read a body themselves; no other is
 * sent one.
 *
 * <p>A request that another server might read in another way is refused on every listener, and its
 * connection closed: see {@link RequestHead}. A chunked one is the last of its connection, because
 * no filter sees how its chunks were written: what somebody in front took for a part of the body is
 * never answered as a request. So is any on the public listener that phones do not send with their
 * keys: a client that sends a thousand of them behind each other gets one answer, and the server
 * does no work for a client that has gone.
 */
public class ListenerFilter extends HttpFilter {

  private static final Logger LOG = Logger.getLogger(ListenerFilter.class.getName());
  private static final String BODIES = "bodies";

  @Inject private transient Answers answers;

  private final transient Map<Listener, List<String>> paths = new EnumMap<>(Listener.class);
  private transient List<String> bodies = List.of();
  private transient Listeners listeners;

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    listeners = Listeners.from(SettingsReader.ofServer());
    for (Listener listener : Listener.values()) {
      paths.put(listener, words(config, listener.name().toLowerCase(Locale.ROOT)));
    }
    bodies = words(config, BODIES);
  }

  private static List<String> words(FilterConfig config, String name) {
    String words = config.getInitParameter(name);
    return words == null ? List.of() : Arrays.asList(words.strip().split("\\s+"));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Sending.isBehindTheLast()) {
      forget(request, response);
      return;
    }
    RequestHead head = RequestHead.of(request);
    Listener listener = listeners.of(request.getLocalPort());
    String path = pathOf(request);
    boolean publicPage = listener == Listener.PUBLIC && !bodies.contains(path);
    if (head.isChunked() || !head.isPlain() || publicPage || asksForAnEnd(request)) {
      response.setHeader("Connection", "close");
    }
    if (!head.isPlain()) {
      refuseOdd(request, response);
      return;
    }
    boolean unwanted = publicPage && UnreadBody.mayCome(request);
    if (!isAmong(paths.get(listener), path) || unwanted) {
      answers.refuse(request, response, HttpServletResponse.SC_NOT_FOUND);
    } else {
      pass(request, response, chain, bodies.contains(path));
    }
  }

  /** Never completed: the container sees that the connection is closed, and drops all of it. */
  private static void forget(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    if (request.isAsyncSupported()) {
      request.startAsync(request, response).setTimeout(0);
    }
  }

  /** What the container does of itself must show in the answer: see {@link Sending}. */
  private static boolean asksForAnEnd(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.0")
        || Collections.list(request.getHeaders("Connection")).stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
  }

  /**
   * Says itself what fails: the container's own log of it is off, where a stranger could fill it.
   */
  private void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean reads)
      throws IOException, ServletException {
    try {
      if (reads) {
        BufferedAnswer.takeUnlessRefused(request, response, chain, answers);
      } else {
        BufferedAnswer.send(request, response, chain, answers);
      }
    } catch (ServletException | RuntimeException e) {
      Throwable defect = e.getCause() == null ? e : e.getCause();
      StackTraceElement[] trace = defect.getStackTrace();
      // Not its message, which may repeat what the client sent.
      LOG.log(
          Level.SEVERE,
          "A request failed unexpectedly: {0} at {1}",
          new Object[] {defect.getClass().getName(), trace.length == 0 ? "?" : trace[0]});
      throw e;
    }
  }

  private void refuseOdd(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answers.refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
    } catch (NumberFormatException e) {
      // WildFly, for a length of more than 64 bits: nobody can tell how much is to be thrown away.
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  /** Whether a path is one of these, or below it; no path of ours ends with a slash. */
  static boolean isAmong(List<String> beginnings, String path) {
    return !path.endsWith("/")
        && beginnings.stream()
            .anyMatch(beginning -> path.equals(beginning) || path.startsWith(beginning + "/"));
  }

  /** As the container has understood it. */
  private static String pathOf(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }
}
