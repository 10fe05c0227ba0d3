package io.warnserver.federation.download;

import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way around a batch that cannot be had, which must not hide those after it.
 *
 * @param missing the batch, and those behind it that are certain to be there and cannot be had
 *     either
 * @param next the batch that the chain goes on with; empty: it ends
 */
record Detour(List<DownloadTag> missing, Optional<DownloadAnswer.Named> next) {

  /** How many numbers after a broken batch are asked for: several can be broken in a row. */
  private static final int LOOK_AHEAD = 3;

  /**
   * Asks for the next numbers of the day, then, if the day is over, for the next day.
   *
   * @param broken the gateway has named it and did not give it
   * @param today UTC
   * @return empty if the gateway answers to nothing that could follow: it is out of reach
   */
  static Optional<Detour> around(DownloadTag broken, Gateway gateway, LocalDate today) {
    List<DownloadTag> failed = new ArrayList<>(List.of(broken));
    DownloadAnswer answer = nextNumbers(failed, gateway);
    if (!(answer instanceof DownloadAnswer.Named) && broken.date().isBefore(today)) {
      DownloadAnswer later = gateway.download(broken.date().plusDays(1), Optional.empty());
      answer = later instanceof DownloadAnswer.Failed ? answer : later;
    }
    if (answer instanceof DownloadAnswer.Failed) {
      return Optional.empty();
    }
    // With no batch after them nobody knows whether there are such numbers yet.
    return Optional.of(
        answer instanceof DownloadAnswer.Named next
            ? new Detour(failed, Optional.of(next))
            : new Detour(List.of(broken), Optional.empty()));
  }

  /** The answer for the last number that was asked for; those that fail are added. */
  private static DownloadAnswer nextNumbers(List<DownloadTag> failed, Gateway gateway) {
    DownloadAnswer answer;
    do {
      DownloadTag last = failed.get(failed.size() - 1);
      DownloadTag tag = new DownloadTag(last.date(), last.number() + 1);
      answer = gateway.download(tag.date(), Optional.of(tag.toString()));
      if (answer instanceof DownloadAnswer.Failed) {
        failed.add(tag);
      }
    } while (answer instanceof DownloadAnswer.Failed && failed.size() <= LOOK_AHEAD);
    return answer;
  }
}
