package io.warnserver.distribution.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A protocol buffers message cut by hand: the raw values by field number. Shares no code with what
 * writes the messages.
 */
public final class WireMessage {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private final SortedMap<Integer, List<Object>> fields = new TreeMap<>();

  private WireMessage() {}

  /** Cuts all of it. */
  public static WireMessage of(byte[] bytes) {
    WireMessage message = new WireMessage();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case BYTES -> bytes(in);
            default -> throw new IllegalArgumentException("unexpected wire type in tag " + tag);
          };
      message.fields.computeIfAbsent((int) (tag >>> 3), none -> new ArrayList<>()).add(value);
    }
    return message;
  }

  /** The numbers of the fields that are there. */
  public List<Integer> numbers() {
    return List.copyOf(fields.keySet());
  }

  /** The only value of a varint or fixed64 field. */
  public long number(int field) {
    return (Long) single(field);
  }

  /** The only value of a sint32 field. */
  public long zigzag(int field) {
    long raw = number(field);
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** The only value of a bytes field. */
  public byte[] data(int field) {
    return (byte[]) single(field);
  }

  /** The only value of a string field. */
  public String text(int field) {
    return new String(data(field), StandardCharsets.UTF_8);
  }

  /** All values of a repeated message field. */
  public List<WireMessage> messages(int field) {
    return fields.getOrDefault(field, List.of()).stream().map(value -> of((byte[]) value)).toList();
  }

  private Object single(int field) {
    List<Object> values = fields.getOrDefault(field, List.of());
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "field " + field + " is there " + values.size() + " times");
    }
    return values.get(0);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[Math.toIntExact(varint(in))];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
