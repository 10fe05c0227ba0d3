package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;
import io.warnserver.submission.AnswerDeadlines;
import io.warnserver.submission.AnswerDeadlines.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * A small country at night, played in virtual time with the server's own {@link AnswerDeadlines}:
 * one real submission in eleven minutes, a fake every five seconds, a verification server with TLS
 * that takes 60 ms and drops what has rested, outages and slow spells at any time. Somebody who has
 * a good TAN repeats a stored request all the while; the server measures none of that, and so does
 * this.
 */
final class RareSubmissions {

  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private static final Duration STEP = Duration.ofMillis(200);
  private static final long PROBES = 10 * SECOND;
  private static final long FAKES = 5 * SECOND;
  private static final long REALS = 11 * MINUTE;
  private static final long RESTS = 4 * SECOND;
  private static final long TIMEOUT = 5 * SECOND;
  private static final long STATEMENT = 2 * MILLI;
  private static final int STATEMENTS = 3;

  private final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
  private final AnswerDeadlines deadlines =
      new AnswerDeadlines(STEP, () -> !this.failing, () -> this.now);
  private final List<Exchange> real = new ArrayList<>();

  /** The fakes before and after each real one. */
  private final List<Exchange> before = new ArrayList<>();

  private final List<Exchange> later = new ArrayList<>();
  private Exchange fake;
  private final long end;

  private long now;
  private boolean failing;
  private long lastAsked;

  /** Of the verification server; one spell follows the other. */
  private Spell spell = Spell.GOOD;

  private enum Spell {
    GOOD,
    SLOW,
    REFUSING,
    HANGING
  }

  private record Event(long at, Runnable action) {}

  /**
   * What was seen.
   *
   * @param comparison of each real one with the fake before it
   * @param apart real ones whose answer neither the fake before nor the one after had
   */
  record Result(Comparison comparison, int apart) {}

  private RareSubmissions(Duration length, long seed) {
    end = length.toNanos();
    random = new SplittableRandom(seed);
  }

  /**
   * Plays it.
   *
   * @param length in virtual time
   * @param seed the same gives the same
   */
  static Result play(Duration length, long seed) {
    RareSubmissions play = new RareSubmissions(length, seed);
    play.at(0, play::probe);
    play.at(0, play::changeSpell);
    play.at(FAKES, play::sendFake);
    play.at(REALS, play::sendReal);
    while (play.now < play.end) {
      Event next = play.events.remove();
      play.now = next.at();
      next.action().run();
    }
    return play.result();
  }

  private void at(long time, Runnable action) {
    events.add(new Event(time, action));
  }

  private void after(long time, Runnable action) {
    at(now + time, action);
  }

  private void probe() {
    ask(time -> deadlines.took(Duration.ofNanos(time)));
    after(failing ? SECOND : PROBES, this::probe);
  }

  /** Good for hours, then bad for minutes. */
  private void changeSpell() {
    Spell[] bad = {Spell.SLOW, Spell.REFUSING, Spell.HANGING};
    spell = spell == Spell.GOOD ? bad[random.nextInt(bad.length)] : Spell.GOOD;
    after(
        (long) (random.nextExponential() * (spell == Spell.GOOD ? 300 : 10) * MINUTE),
        this::changeSpell);
  }

  /** What a submission is done for, or a probe; done in the end, unless the question fails. */
  private void ask(LongConsumer done) {
    long handshake = now - lastAsked > RESTS ? 80 * MILLI : 0;
    lastAsked = now;
    long jitter = (long) (random.nextExponential() * 10 * MILLI);
    long answer = (spell == Spell.SLOW ? 400 : 60) * MILLI + handshake + jitter;
    if (spell == Spell.REFUSING || spell == Spell.HANGING) {
      after(spell == Spell.HANGING ? TIMEOUT : MILLI, () -> failing = true);
      return;
    }
    long time = answer + STATEMENTS * STATEMENT;
    after(answer, () -> failing = false);
    after(time, () -> done.accept(time));
  }

  private void sendFake() {
    Deadline deadline = deadlines.ofArrival();
    fake = seen(deadline.serves() ? 200 : 503, deadline);
    while (later.size() < real.size()) {
      later.add(fake);
    }
    after(FAKES, this::sendFake);
  }

  private void sendReal() {
    Deadline deadline = deadlines.ofArrival();
    int place = real.size();
    real.add(seen(503, deadline));
    before.add(fake);
    if (deadline.serves()) {
      long arrived = now;
      ask(
          time -> {
            deadlines.took(Duration.ofNanos(time));
            if (arrived + time <= deadline.nanos()) {
              real.set(place, answered(200, arrived, deadline.nanos()));
            }
          });
    }
    // Not in step with the fakes.
    after(REALS + random.nextLong(FAKES), this::sendReal);
  }

  private Exchange seen(int status, Deadline deadline) {
    return answered(status, now, deadline.nanos());
  }

  private static Exchange answered(int status, long sent, long done) {
    return new Exchange(status, List.of(), 0, sent, done, done, 0, false);
  }

  private Result result() {
    int apart = 0;
    for (int i = 0; i < later.size(); i++) {
      apart += isLike(real.get(i), before.get(i)) || isLike(real.get(i), later.get(i)) ? 0 : 1;
    }
    return new Result(Comparison.of(real, before, new SplittableRandom(1)), apart);
  }

  private static boolean isLike(Exchange one, Exchange other) {
    return one.status() == other.status() && one.millis() == other.millis();
  }
}
