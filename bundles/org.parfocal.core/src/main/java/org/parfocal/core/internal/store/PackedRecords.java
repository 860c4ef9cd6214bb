package org.parfocal.core.internal.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

/**
 * Records of jobs in some 200 bytes each, where as objects they take a kilobyte: checksums as the
 * bytes that they are, and the numbers of what other records say, too. Only who packed them can
 * unpack them.
 */
public final class PackedRecords {
  /** Of numbers of a record beside those of its files. */
  private static final int FIXED_BYTES = 9 * PackedNumbers.MOST_BYTES + Double.BYTES;

  private final SharedValues<List<String>> lists = new SharedValues<>();
  private final SharedValues<Map<String, String>> environments = new SharedValues<>();
  private final SharedValues<String> texts = new SharedValues<>();

  /** Packs all of a record but its name and its identity, which the plan has anyway. */
  public byte[] packed(JobRecord record) {
    byte[] started = utf8(record.started());
    byte[] ended = utf8(record.ended());
    int files =
        record.files().values().stream()
            .mapToInt(file -> 3 * PackedNumbers.MOST_BYTES + file.sha256().length())
            .sum();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            FIXED_BYTES + 2 * PackedNumbers.MOST_BYTES + started.length + ended.length + files);
    PackedNumbers.put(bytes, lists.number(record.classes()));
    PackedNumbers.put(bytes, record.state().ordinal());
    PackedNumbers.put(bytes, record.attempts());
    PackedNumbers.put(bytes, record.crashes());
    put(bytes, started);
    put(bytes, ended);
    bytes.putDouble(record.seconds());
    PackedNumbers.put(bytes, texts.number(record.message()));
    PackedNumbers.put(bytes, texts.number(record.stackTrace()));
    PackedNumbers.put(bytes, lists.number(record.warnings()));
    PackedNumbers.put(bytes, environments.number(record.environment()));
    PackedNumbers.put(bytes, record.files().size());
    record.files().forEach((name, file) -> put(bytes, name, file));
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The record that was packed. */
  public JobRecord record(JobKey key, JobIdentity identity, byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    return new JobRecord(
        key,
        identity,
        lists.value(number(bytes)),
        JobState.values()[number(bytes)],
        number(bytes),
        number(bytes),
        text(bytes),
        text(bytes),
        bytes.getDouble(),
        texts.value(number(bytes)),
        texts.value(number(bytes)),
        lists.value(number(bytes)),
        environments.value(number(bytes)),
        files(bytes));
  }

  private void put(ByteBuffer bytes, String name, StoredFile file) {
    PackedNumbers.put(bytes, texts.number(name));
    PackedNumbers.put(bytes, file.bytes());
    byte[] sum = HexFormat.of().parseHex(file.sha256());
    put(bytes, sum);
  }

  private Map<String, StoredFile> files(ByteBuffer bytes) {
    Map<String, StoredFile> files = new TreeMap<>();
    for (int left = number(bytes); left > 0; left--) {
      String name = texts.value(number(bytes));
      long size = PackedNumbers.get(bytes);
      files.put(name, new StoredFile(size, HexFormat.of().formatHex(block(bytes))));
    }
    return files;
  }

  private static void put(ByteBuffer bytes, byte[] block) {
    PackedNumbers.put(bytes, block.length);
    bytes.put(block);
  }

  private static byte[] block(ByteBuffer bytes) {
    byte[] block = new byte[number(bytes)];
    bytes.get(block);
    return block;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer bytes) {
    return new String(block(bytes), StandardCharsets.UTF_8);
  }

  private static int number(ByteBuffer bytes) {
    return (int) PackedNumbers.get(bytes);
  }
}
