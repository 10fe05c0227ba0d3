package io.warnserver.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A phone that submits to one server. Safe for use by several threads.
 *
 * @param client its connections; should follow no redirects
 * @param server where its paths begin
 */
public record Phone(HttpClient client, BaseUrl server) {
  private static final String PATH = "version/v1/diagnosis-keys";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A phone with connections of its own. */
  public Phone(BaseUrl server) {
    this(BaseUrl.client(), server);
  }

  /**
   * Sends the request once and returns the HTTP status (submission, "Answers"). The body of the
   * answer is of no interest to the apps.
   *
   * @throws IOException if there is no answer within 30 seconds
   */
  public int submit(SubmissionRequest submission) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(PATH))
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(submission.body()));
    submission.headers().forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      throw server.failure(e);
    }
  }
}
