package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The processes of this machine, by which it is known whether one of them has ended.
 *
 * @param host name of the machine, for people
 * @param machine names where the number of a process means this process: a boot of a machine, and
 *     the container in it; empty where no such name is known
 */
record Processes(String host, String machine) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

  /** Fields of a process's line behind its name, of which the first is its state. */
  private static final int BORN = 19;

  /** Those of the machine that this runs on. */
  static Processes here() {
    return new Processes(hostName(), numbering());
  }

  private static String hostName() {
    try {
      return ClaimNote.cut(InetAddress.getLocalHost().getHostName());
    } catch (IOException e) {
      return "this machine";
    }
  }

  private static String numbering() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NUMBERS);
    } catch (IOException e) {
      return "";
    }
  }

  /** When a process of this machine began; empty if there is none of this number, or it ended. */
  static OptionalLong born(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[BORN]));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Whether the holder of a claim is known to live: it is a process of this machine. */
  boolean lives(ClaimNote note) {
    return comparable(note) && born(note.pid()).equals(OptionalLong.of(note.born()));
  }

  /** Whether the holder of a claim is known to have ended. */
  boolean ended(ClaimNote note) {
    return comparable(note) && !lives(note);
  }

  private boolean comparable(ClaimNote note) {
    return !note.machine().isEmpty() && note.born() != 0 && note.machine().equals(machine);
  }
}
