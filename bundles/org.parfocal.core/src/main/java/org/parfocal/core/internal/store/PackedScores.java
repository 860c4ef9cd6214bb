package org.parfocal.core.internal.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/**
 * Rows of scores in about 30 bytes each, where as objects they take 200: three doubles, and the
 * numbers of words that other rows have, too. Only who packed them can unpack them.
 */
public final class PackedScores {
  private static final int MOST_BYTES = 4 * PackedNumbers.MOST_BYTES + 1 + 3 * Double.BYTES;

  private final SharedValues<String> names = new SharedValues<>();
  private final SharedValues<Measure> measures = new SharedValues<>();

  /** What a row says beside its place and its numbers. */
  private record Measure(String metric, Part part, String scope, String note) {}

  /** Packs rows. */
  public byte[] packed(List<ScoreRow> rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.size() * MOST_BYTES);
    for (ScoreRow row : rows) {
      Score score = row.score();
      Measure measure = new Measure(score.metric(), score.part(), score.scope(), score.note());
      PackedNumbers.put(bytes, names.number(row.variant()));
      PackedNumbers.put(bytes, names.number(row.fold()));
      PackedNumbers.put(bytes, names.number(row.seed()));
      PackedNumbers.put(bytes, measures.number(measure));
      bytes.put((byte) (row.pooled() ? 1 : 0));
      bytes.putDouble(score.value()).putDouble(score.low()).putDouble(score.high());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The rows that were packed. */
  public List<ScoreRow> rows(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    List<ScoreRow> rows = new ArrayList<>();
    while (bytes.hasRemaining()) {
      rows.add(row(bytes));
    }
    return List.copyOf(rows);
  }

  private ScoreRow row(ByteBuffer bytes) {
    String variant = name(bytes);
    String fold = name(bytes);
    String seed = name(bytes);
    Measure measure = measures.value((int) PackedNumbers.get(bytes));
    return new ScoreRow(
        variant,
        fold,
        bytes.get() == 1,
        seed,
        new Score(
            measure.metric(),
            measure.part(),
            measure.scope(),
            bytes.getDouble(),
            bytes.getDouble(),
            bytes.getDouble(),
            measure.note()));
  }

  private String name(ByteBuffer bytes) {
    return names.value((int) PackedNumbers.get(bytes));
  }
}
