package io.warnserver.distribution.ledger;

import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.function.Consumer;

/** What ties the ledger to the bucket that it tells of; one row. */
@Entity
@Table(name = "publishing")
public class PublishingState {

  @Id
  @Column(name = "only_row")
  private boolean onlyRow;

  private String epoch;
  private long sequence;

  @Column(name = "confirmed_sequence")
  private long confirmedSequence;

  @Column(name = "last_hour")
  private int lastHour;

  private boolean paused;

  /** For the provider only. */
  protected PublishingState() {}

  /** Reads it. */
  public static PublishingState read(Transactions transactions) {
    return transactions.call(entities -> entities.find(PublishingState.class, true));
  }

  /** Announces the next number, before anything of this run is put. */
  public static PublishingState advance(Transactions transactions, HourNumber now) {
    return change(
        transactions,
        state -> {
          state.sequence++;
          state.lastHour = now.value();
        });
  }

  /** Records that the marker has the number that was announced. */
  public void confirm(Transactions transactions) {
    var unused = change(transactions, state -> state.confirmedSequence = sequence);
  }

  /** Stops publishing, or lets it go on. */
  public static void setPaused(Transactions transactions, boolean paused) {
    var unused = change(transactions, state -> state.paused = paused);
  }

  /** Locks the row: an operator may pause meanwhile, and a provider may write all columns. */
  private static PublishingState change(
      Transactions transactions, Consumer<PublishingState> change) {
    return transactions.call(
        entities -> {
          PublishingState state =
              entities.find(PublishingState.class, true, LockModeType.PESSIMISTIC_WRITE);
          change.accept(state);
          return state;
        });
  }

  /** Of this ledger; another one has another. */
  public String epoch() {
    return epoch;
  }

  /** The last number that was announced for the bucket's marker. */
  public long sequence() {
    return sequence;
  }

  /** The last number that the marker is known to have had. */
  public long confirmedSequence() {
    return confirmedSequence;
  }

  /** Of the last run that published. */
  public HourNumber lastHour() {
    return new HourNumber(lastHour);
  }

  /** Whether an operator has stopped publishing. */
  public boolean paused() {
    return paused;
  }
}
