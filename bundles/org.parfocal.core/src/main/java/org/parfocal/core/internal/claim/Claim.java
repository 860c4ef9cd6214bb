package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A claim that this process holds. Its number is a fencing token: whoever holds a higher one may
 * take the thing over, and this one sees it in {@link #holds()}.
 *
 * <p>Its heartbeat is written into the file that was opened when it was made. So a process that
 * slept while its claim was taken over never writes into the claim of another.
 */
public final class Claim implements AutoCloseable {
  private final Claims claims;
  private final ClaimFolder folder;
  private final int number;
  private final RandomAccessFile file;
  private ClaimNote note;
  private volatile double share;
  private volatile String what = "";
  private @Nullable Thread working;
  private boolean lost;
  private boolean open = true;

  Claim(Claims claims, ClaimFolder folder, int number, ClaimNote note) throws IOException {
    this.claims = claims;
    this.folder = folder;
    this.number = number;
    this.note = note;
    this.file = new RandomAccessFile(folder.claim(number).toFile(), "rw");
  }

  static byte[] bytes(ClaimNote note) {
    byte[] bytes = new byte[ClaimNote.BYTES];
    Arrays.fill(bytes, (byte) ' ');
    byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
    if (text.length >= bytes.length) {
      throw new IllegalStateException("a claim of " + text.length + " bytes");
    }
    System.arraycopy(text, 0, bytes, 0, text.length);
    bytes[bytes.length - 1] = '\n';
    return bytes;
  }

  /** Counts up with each claim on the same thing. */
  public int number() {
    return number;
  }

  /** Names this claim. */
  public synchronized String id() {
    return note.id();
  }

  /** How far the work is; others see it at the next heartbeat. */
  public void progress(double done, String words) {
    share = done;
    what = words;
  }

  /** From now on this thread is interrupted when another process takes the claim over. */
  public synchronized void interruptWhenLost(Thread thread) {
    working = thread;
  }

  /** Interrupts nobody from now on; whether somebody was. */
  public synchronized boolean worked() {
    working = null;
    return lost;
  }

  /** Whether nobody took it over. */
  public boolean holds() {
    try {
      String text = folder.text(number);
      return text != null && folder.highest() == number && ClaimNote.parse(text).id().equals(id());
    } catch (IOException e) {
      return false;
    }
  }

  /** Shows others that this process lives, and how far it is. */
  public void beat() {
    synchronized (this) {
      if (!open) {
        return;
      }
      try {
        note = note.beat(share, what);
        file.seek(0);
        file.write(bytes(note));
        file.getFD().sync();
      } catch (IOException e) {
        // A claim that cannot be written is soon taken over, which the next lines find.
        share = Math.max(0, share);
      }
    }
    if (!holds()) {
      lose();
    }
  }

  private synchronized void lose() {
    if (working != null) {
      lost = true;
      working.interrupt();
      working = null;
    }
  }

  /** Gives it up. */
  @Override
  public void close() {
    claims.forget(this);
    boolean own = holds();
    synchronized (this) {
      open = false;
      try {
        file.close();
        if (own) {
          folder.remove(number);
        }
      } catch (IOException e) {
        return; // it is stale soon, since this process shows no more that it lives
      }
    }
  }
}
