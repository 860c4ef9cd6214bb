import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.parfocal.dataset.table.internal.TableReader;

/** Mutated and malicious tables of a small cohort. */
public final class Tables {
  private static final String[] CELLS = {
    "", " ", "\"", "\"\"", "\"a\nb\"", "nan", "#N/A", "..", "../../../etc/passwd", "/dev/zero", "/proc/self/mem",
    "a\0b.png", "1e999", "-1", "0x1p3", "1,5", "NaN", "\u202Eabc", "\u200B", "P\u00AD1", "=cmd|' /C calc'!A0",
    "\uFF11", "\u0661", "<script>", "%s%n", "${jndi:ldap://x}", "x".repeat(70_000), "img1.png;", "\uD800", "é", "e\u0301"
  };

  private Tables() {}

  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[1]));
    Path folder = Files.createTempDirectory("tables");
    for (int i = 0; i < 12; i++) {
      Files.writeString(folder.resolve("img" + i + ".png"), "image " + i);
    }
    Path table = folder.resolve("index.csv");
    Trials trials = new Trials();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      Files.write(table, i < 40 ? malicious(i) : mutated(random));
      trials.attempt("table " + i, "", () -> reader(table).read());
    }
    trials.end();
  }

  /** With the defaults of all options but the path. */
  private static TableReader reader(Path table) throws Exception {
    var constructor = TableReader.class.getConstructors()[0];
    Class<?> options = constructor.getParameterTypes()[0];
    Object values =
        Proxy.newProxyInstance(
            options.getClassLoader(),
            new Class<?>[] {options},
            (proxy, option, none) ->
                option.getName().equals("path") ? table.toString() : option.getDefaultValue());
    return (TableReader) constructor.newInstance(values);
  }

  private static String cohort() {
    StringBuilder rows = new StringBuilder("path,label,patient,slide,magnification,microns_per_pixel,place\n");
    for (int i = 0; i < 12; i++) {
      rows.append("img%d.png,%s,P%d,S%d,%dX,0.25,%d\n".formatted(i, i % 2 == 0 ? "benign" : "malignant", i / 2, i, 10 << i % 3, i));
    }
    return rows.toString();
  }

  private static byte[] malicious(int kind) {
    String sound = cohort();
    String header = sound.substring(0, sound.indexOf('\n') + 1);
    return switch (kind) {
      case 0 -> new byte[0];
      case 1 -> sound.getBytes(StandardCharsets.UTF_16);
      case 2 -> ("path,label,patient" + ",x".repeat(200_000) + "\n").getBytes();
      case 3 -> (header + ",".repeat(3_000_000)).getBytes();
      case 4 -> (header + "\"" + "a\n".repeat(5_000_000)).getBytes();
      case 5 -> "\n".repeat(20_000_000).getBytes();
      case 6 -> ("sep=" + "\u0007\n" + sound).getBytes();
      case 7 -> sound.replace('\n', '\r').getBytes();
      case 8 -> ("\uFEFF\uFEFF" + sound).getBytes(StandardCharsets.UTF_8);
      case 9 -> (header + "img0.png,a,b\n".repeat(1_000_000)).getBytes();
      case 10 -> (header + "\"".repeat(900_001)).getBytes();
      case 11 -> new byte[50_000_000];
      case 12 -> (header.replace("path", "path,path") + "a,b").getBytes();
      case 13 -> sound.getBytes(StandardCharsets.UTF_16LE);
      case 14 -> manyNames();
      case 15 -> ("version https://git-lfs.github.com/spec/v1\n").getBytes();
      default -> sound.replace(kind % 2 == 0 ? "P1" : "benign", CELLS[kind % CELLS.length]).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] manyNames() {
    StringBuilder rows = new StringBuilder("path,label,patient\n");
    for (int i = 0; i < 150_000; i++) {
      rows.append("img").append(i % 12).append(".png,l").append(i).append(",0").append(i % 1000).append('\n');
    }
    return rows.toString().getBytes();
  }

  private static byte[] mutated(Random random) {
    String[] lines = cohort().split("\n");
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      int line = random.nextInt(lines.length);
      String[] cells = lines[line].split(",", -1);
      cells[random.nextInt(cells.length)] = CELLS[random.nextInt(CELLS.length)];
      lines[line] = String.join(random.nextInt(9) == 0 ? ";" : ",", cells);
    }
    byte[] bytes = String.join(random.nextInt(5) == 0 ? "\r\n" : "\n", lines).getBytes(StandardCharsets.UTF_8);
    for (int change = random.nextInt(3) * random.nextInt(20); change > 0; change--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(6) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
