import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.Mask;

/** Mutated and malicious images: small sound ones of every format that have parts changed, and bombs. */
public final class Images {
  private static final int[] STARTLING = {0, 1, -1, 0x7fffffff, 0x80000000, 65_535, 65_536, 1 << 24, 10_000};

  private final List<byte[]> sound = new ArrayList<>();

  private Images() throws IOException {
    int[] kinds = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED};
    for (int kind : kinds) {
      BufferedImage image = picture(kind);
      sound.add(written(image, "png", null, true));
      sound.add(written(image, "png", null, false));
      sound.add(written(image, "bmp", null, false));
      for (String compression : new String[] {null, "LZW", "Deflate", "PackBits", "JPEG"}) {
        for (boolean tiled : new boolean[] {false, true}) {
          sound.add(written(image, "tiff", compression, tiled));
        }
      }
    }
    for (int kind : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
      sound.add(written(picture(kind), "jpeg", null, false));
      sound.add(written(picture(kind), "jpeg", null, true));
      sound.add(written(picture(kind), "gif", null, false));
    }
    sound.removeIf(bytes -> bytes.length == 0);
  }

  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[1]));
    Images images = new Images();
    Path folder = Files.createTempDirectory("images");
    Trials trials = new Trials();
    List<byte[]> bombs = bombs();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      boolean bomb = i < bombs.size();
      byte[] bytes = bomb ? bombs.get(i) : images.mutated(random);
      String name = i + ".png";
      Files.write(folder.resolve(name), bytes);
      ImageFile file = ImageFile.of(folder, name);
      boolean asMask = !bomb && random.nextInt(4) == 0;
      trials.attempt(
          (bomb ? "bomb " : "image ") + i,
          name,
          () -> {
            file.header();
            if (asMask) {
              Mask.read(file);
            } else {
              file.read();
            }
          });
      Files.delete(folder.resolve(name));
    }
    trials.end();
  }

  private static BufferedImage picture(int kind) {
    BufferedImage image = new BufferedImage(61, 47, kind);
    for (int y = 0; y < 47; y++) {
      for (int x = 0; x < 61; x++) {
        image.setRGB(x, y, 0xff000000 | x * 4 << 16 | y * 5 << 8 | (x * y & 255));
      }
    }
    return image;
  }

  /** Nothing where the writer does not write such an image. */
  private static byte[] written(BufferedImage image, String format, String compression, boolean special) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (compression != null) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(compression);
      }
      if (special && format.equals("tiff")) {
        parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setTiling(16, 16, 0, 0);
      } else if (special) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT); // progressive, interlaced
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException | RuntimeException e) {
      return new byte[0];
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private byte[] mutated(Random random) {
    byte[] bytes = sound.get(random.nextInt(sound.size())).clone();
    int reach = random.nextBoolean() ? Math.min(bytes.length, 250) : bytes.length;
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      switch (random.nextInt(5)) {
        case 0 -> ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putInt(random.nextInt(reach - 4), STARTLING[random.nextInt(STARTLING.length)]);
        case 1 -> ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putShort(random.nextInt(reach - 2), (short) STARTLING[random.nextInt(STARTLING.length)]);
        case 2 -> {
          int from = random.nextInt(bytes.length);
          int length = random.nextInt(Math.min(64, bytes.length - from));
          System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
        }
        default -> bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
    }
    if (random.nextInt(8) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    return random.nextInt(4) == 0 ? bytes : withChecksums(bytes);
  }

  /** A decoder of PNG looks no further than a wrong checksum. */
  private static byte[] withChecksums(byte[] bytes) {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    for (int at = 8; bytes.length > 8 && bytes[1] == 'P' && at >= 0 && at + 12 <= bytes.length; ) {
      int length = png.getInt(at);
      if (length < 0 || length > bytes.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, length + 4);
      png.putInt(at + 8 + length, (int) crc.getValue());
      at += length + 12;
    }
    return bytes;
  }

  private static List<byte[]> bombs() throws IOException {
    List<byte[]> bombs = new ArrayList<>();
    int[][] kinds = {{8, 0}, {8, 2}, {16, 2}, {8, 3}, {8, 4}, {16, 4}, {8, 6}, {16, 6}, {16, 0}, {1, 0}};
    for (int[] kind : kinds) {
      bombs.add(png(10_000, 10_000, kind[0], kind[1], 0, false)); // sound, and as large as images may be
      bombs.add(png(65_535, 65_535, kind[0], kind[1], 0, false));
      bombs.add(png(30_000, 30_000, kind[0], kind[1], 0, true));
    }
    bombs.add(png(6_000, 6_000, 16, 6, 1, false));
    bombs.add(png(Integer.MAX_VALUE, 1, 8, 0, 0, true));
    bombs.add(png(1, Integer.MAX_VALUE, 8, 2, 0, true));
    byte[] jpeg = written(picture(BufferedImage.TYPE_3BYTE_BGR), "jpeg", null, false);
    byte[] progressive = written(picture(BufferedImage.TYPE_3BYTE_BGR), "jpeg", null, true);
    for (byte[] one : new byte[][] {jpeg, progressive}) {
      for (int edge : new int[] {65_535, 65_500, 10_000, 8_000, 0}) {
        bombs.add(resized(one, edge));
      }
      bombs.add(withProfile(one));
      bombs.add(repeatedScans(one));
    }
    for (boolean little : new boolean[] {true, false}) {
      bombs.add(tiff(little, 65_535, 65_535, 65_535, 1, 1, 8));
      bombs.add(tiff(little, 10_000, 10_000, 1, 1, 1, 8));
      bombs.add(tiff(little, 10_000, 10_000, 10_000, 1, 3, 16));
      bombs.add(tiff(little, 1 << 30, 1 << 30, 1, 1, 1, 8));
      bombs.add(tiff(little, 64, 64, 64, 1, 65_535, 8));
      bombs.add(tiff(little, 64, 64, 64, 5, 3, 8));
      bombs.add(loop(little));
      bombs.add(manyPages(little, 50_000));
    }
    return bombs;
  }

  private static byte[] png(int width, int height, int bits, int colours, int interlace, boolean shortData)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504e470d0a1a0aL);
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits).put((byte) colours)
        .put((byte) 0).put((byte) 0).put((byte) interlace).array();
    chunk(out, "IHDR", header);
    if (colours == 3) {
      chunk(out, "PLTE", new byte[768]);
    }
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    int[] samples = {1, 0, 3, 1, 2, 0, 4};
    long row = ((long) width * samples[colours] * bits + 7) / 8 + 1;
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(pixels)) {
      long left = shortData || (long) width * height > 100_000_000 ? 1000 : row * height + (interlace == 1 ? 4L * height : 0);
      byte[] zeros = new byte[1 << 16];
      for (; left > 0; left -= zeros.length) {
        deflated.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
    }
    chunk(out, "IDAT", pixels.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] whole = ByteBuffer.allocate(4 + data.length).put(type.getBytes()).put(data).array();
    CRC32 crc = new CRC32();
    crc.update(whole);
    out.writeInt(data.length);
    out.write(whole);
    out.writeInt((int) crc.getValue());
  }

  private static int frame(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 9; i++) {
      if ((jpeg[i] & 255) == 255 && ((jpeg[i + 1] & 255) == 0xc0 || (jpeg[i + 1] & 255) == 0xc2)) {
        return i;
      }
    }
    throw new IllegalStateException("no frame header");
  }

  private static byte[] resized(byte[] jpeg, int edge) {
    byte[] changed = Arrays.copyOf(jpeg, jpeg.length + (edge < 9_000 ? 500_000 : 2_000_000));
    ByteBuffer.wrap(changed).putShort(frame(jpeg) + 5, (short) edge).putShort(frame(jpeg) + 7, (short) edge);
    return changed;
  }

  private static byte[] withProfile(byte[] jpeg) {
    byte[] garbage = new byte[60_000];
    new Random(1).nextBytes(garbage);
    return ByteBuffer.allocate(jpeg.length + garbage.length + 18).put(jpeg, 0, 2).putShort((short) 0xffe2)
        .putShort((short) (garbage.length + 16)).put("ICC_PROFILE\0\1\1".getBytes()).put(garbage)
        .put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] repeatedScans(byte[] jpeg) {
    int scan = jpeg.length - 2;
    while (!((jpeg[scan] & 255) == 255 && (jpeg[scan + 1] & 255) == 0xda)) {
      scan--;
    }
    int length = jpeg.length - 2 - scan;
    ByteBuffer many = ByteBuffer.allocate(jpeg.length + 3000 * length);
    many.put(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 3000; i++) {
      many.put(jpeg, scan, length);
    }
    return many.put(jpeg, jpeg.length - 2, 2).array();
  }

  private static byte[] tiff(boolean little, int width, int height, int rows, int compression, int samples, int bits) {
    return directories(little, new int[][] {{256, width}, {257, height}, {258, bits}, {259, compression},
        {262, samples == 3 ? 2 : 1}, {273, 8}, {277, samples}, {278, rows}, {279, 4000}}, 1, false);
  }

  private static byte[] loop(boolean little) {
    return directories(little, new int[][] {{254, 1}, {256, 9}, {257, 9}}, 1, true);
  }

  private static byte[] manyPages(boolean little, int pages) {
    return directories(little, new int[][] {{254, 1}, {256, 9}, {257, 9}}, pages, false);
  }

  private static byte[] directories(boolean little, int[][] fields, int pages, boolean loops) {
    int size = 2 + 12 * fields.length + 4;
    ByteBuffer tiff = ByteBuffer.allocate(8 + 4000 + pages * size)
        .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42).putInt(4008);
    tiff.position(4008);
    for (int page = 0; page < pages; page++) {
      tiff.putShort((short) fields.length);
      for (int[] field : fields) {
        tiff.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
      }
      tiff.putInt(loops ? 4008 : page + 1 < pages ? 4008 + (page + 1) * size : 0);
    }
    return tiff.array();
  }
}
