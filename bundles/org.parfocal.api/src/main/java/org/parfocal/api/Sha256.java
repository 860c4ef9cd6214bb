package org.parfocal.api;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4): checksums of files, and names of things by everything that decides what
 * they are, such as {@link Dataset#manifest()}.
 *
 * <p>An instance takes its content piece by piece, and is for one thread.
 */
public final class Sha256 {
  private final MessageDigest digest;

  /** Starts without any content. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of bytes, in lower-case hexadecimal. */
  public static String of(byte[] bytes) {
    return new Sha256().add(bytes).hex();
  }

  /** Of a text's UTF-8 form, in lower-case hexadecimal. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of numbers as little-endian IEEE 754, in lower-case hexadecimal. */
  public static String of(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return of(bytes.array());
  }

  /** Of a file's content, in lower-case hexadecimal. A thread's interrupt does not stop it. */
  public static String ofFile(Path file) throws IOException {
    return new Sha256().addFile(file).hex();
  }

  /**
   * Adds a list of fields in UTF-8. Their number and lengths count too: two lists never meet
   * because one's fields, put together, read as the other's.
   */
  public Sha256 add(String... fields) {
    addNumber(fields.length);
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      addNumber(bytes.length);
      add(bytes);
    }
    return this;
  }

  private void addNumber(int number) {
    add(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /** Adds bytes and nothing else, so that pieces of one content give the hash of the whole. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * Adds a file's content and nothing else. A thread's interrupt does not stop it. A file without a
   * size is empty: those of the system that could be read all the same, as in /proc, may not end.
   */
  public Sha256 addFile(Path file) throws IOException {
    if (Files.size(file) == 0) {
      return this;
    }
    byte[] buffer = new byte[1 << 16];
    // Not a channel: an interrupted thread must still be able to record what it did.
    try (InputStream in = new FileInputStream(file.toFile())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return this;
  }

  /** A stream that adds whatever is read from it. */
  public InputStream reading(InputStream in) {
    return new DigestInputStream(in, digest);
  }

  /** A stream that adds whatever is written to it. */
  public OutputStream writing(OutputStream out) {
    return new DigestOutputStream(out, digest);
  }

  /** The 32 bytes of the hash. What is added later belongs to a new one. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The hash in lower-case hexadecimal. What is added later belongs to a new one. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
