import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.parfocal.dataset.features.internal.FeatureReader;

/** Files of embeddings with bytes, words and lengths that are not theirs. */
public final class Features {
  private static final long[] WORDS = {0, 1, 2, 7, 255, 65_535, 1L << 31, (1L << 31) - 1, (1L << 32) - 1, 1L << 40, -1, -2, Long.MAX_VALUE};

  private Features() {}

  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[1]));
    Path folder = Files.createTempDirectory("features");
    Files.writeString(folder.resolve("index.csv"), "label,patient\nbenign,p\nmalignant,q\nbenign,r\n");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[2]))) {
      files = all.sorted().toList();
    }
    Trials trials = new Trials();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = mutated(Files.readAllBytes(file), random);
      Files.write(folder.resolve("f"), bytes);
      trials.attempt("features " + i + " " + file.getFileName(), "", () -> reader(folder).read());
    }
    trials.end();
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length + 1)) : sound.clone();
    // What is not data lies at the beginning.
    int most = random.nextBoolean() ? Math.min(bytes.length, 2500) : bytes.length;
    for (int change = random.nextInt(4); change >= 0 && most > 8; change--) {
      int at = random.nextInt(most - 8);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        default -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at & ~7, WORDS[random.nextInt(WORDS.length)]);
      }
    }
    return bytes;
  }

  /** With the defaults of all options but the table and the file. */
  private static FeatureReader reader(Path folder) throws Exception {
    var constructor = FeatureReader.class.getConstructors()[0];
    Class<?> options = constructor.getParameterTypes()[0];
    Object values =
        Proxy.newProxyInstance(
            options.getClassLoader(),
            new Class<?>[] {options},
            (proxy, option, none) ->
                switch (option.getName()) {
                  case "path" -> folder.toString();
                  case "vectors" -> "f";
                  default -> option.getDefaultValue();
                });
    return (FeatureReader) constructor.newInstance(values);
  }
}
