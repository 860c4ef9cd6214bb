package org.parfocal.report.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What a job noted as TensorBoard reads it: a TFRecord file of the messages {@code Event}, {@code
 * Summary} and {@code Summary.Value} of TensorFlow's protocol buffers, of which seven fields are
 * needed. They are encoded here: a library for them would be larger than Parfocal's own bundles.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final double MILLIS = 1000;

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  /** Wire types of protocol buffers. */
  private static final int VARINT = 0;

  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 7;
  private static final int MASK = 0xa282ead8;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  private EventFile() {}

  /** The bytes of a run's file. */
  static byte[] of(TrackedRun run) {
    EventFile file = new EventFile();
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    fixed64(first, WALL_TIME, run.begin() / MILLIS);
    bytes(first, FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8));
    file.record(first.toByteArray());
    for (int epoch = 0; epoch < run.epochs().size(); epoch++) {
      file.event(run.when(epoch), epoch + 1, run.epochs().get(epoch));
    }
    file.event(run.end(), Math.max(1, run.epochs().size()), run.scores());
    return file.records.toByteArray();
  }

  private void event(long millis, int step, Map<String, Double> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    numbers.forEach(
        (name, number) -> {
          ByteArrayOutputStream value = new ByteArrayOutputStream();
          bytes(value, TAG, name.getBytes(StandardCharsets.UTF_8));
          key(value, SIMPLE_VALUE, FIXED_32);
          little(value, ByteBuffer.allocate(Float.BYTES), number.floatValue());
          bytes(summary, VALUE, value.toByteArray());
        });
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    fixed64(event, WALL_TIME, millis / MILLIS);
    key(event, STEP, VARINT);
    varint(event, step);
    bytes(event, SUMMARY, summary.toByteArray());
    record(event.toByteArray());
  }

  /** A record: length, its checksum, content, its checksum. */
  private void record(byte[] content) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(content.length)
            .array();
    records.writeBytes(length);
    records.writeBytes(masked(length));
    records.writeBytes(content);
    records.writeBytes(masked(content));
  }

  /** CRC32C, turned by 15 bits and moved, as TFRecord has it. */
  private static byte[] masked(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    int turned = Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(turned).array();
  }

  private static void key(ByteArrayOutputStream out, int field, int type) {
    varint(out, field << 3 | type);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & -MORE) != 0) {
      out.write(rest & (MORE - 1) | MORE);
      rest >>>= SEVEN_BITS;
    }
    out.write(rest);
  }

  private static void fixed64(ByteArrayOutputStream out, int field, double value) {
    key(out, field, FIXED_64);
    out.writeBytes(
        ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  private static void little(ByteArrayOutputStream out, ByteBuffer buffer, float value) {
    out.writeBytes(buffer.order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    key(out, field, LENGTH);
    varint(out, content.length);
    out.writeBytes(content);
  }
}
