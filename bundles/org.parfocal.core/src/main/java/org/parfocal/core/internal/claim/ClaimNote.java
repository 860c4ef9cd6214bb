package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/**
 * What a claim says of its holder: one line of JSON, always of the same length, so that it can be
 * written over itself.
 *
 * @param id of the claim, unlike that of any other
 * @param host name of the machine, for people
 * @param machine where the number of the process means something; empty if that cannot be told
 * @param pid number of the process
 * @param born when the process began, in ticks of its machine; 0 if that cannot be told
 * @param worker name that an executor gave the process; or empty
 * @param beats counts up as long as the holder lives
 * @param share how much of the work is done, 0 to 1
 * @param what a few words on it
 * @param since when the claim was made, ISO-8601, by the holder's clock: for people, decides
 *     nothing
 */
public record ClaimNote(
    String id,
    String host,
    String machine,
    long pid,
    long born,
    String worker,
    long beats,
    double share,
    String what,
    String since) {
  static final int BYTES = 1024;
  private static final int LONGEST = 80;

  /** The same a heartbeat later. */
  ClaimNote beat(double now, String words) {
    return new ClaimNote(id, host, machine, pid, born, worker, beats + 1, now, cut(words), since);
  }

  /** Who holds it, in words. */
  public String holder() {
    return "process %d on %s%s".formatted(pid, host, worker.isEmpty() ? "" : ", " + worker);
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  String text() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", id);
    members.put("host", host);
    members.put("machine", machine);
    members.put("pid", pid);
    members.put("born", born);
    members.put("worker", worker);
    members.put("beats", beats);
    members.put("share", share);
    members.put("what", what);
    members.put("since", since);
    return Json.line(members);
  }

  /**
   * Reads the line again.
   *
   * @throws IOException if it is none
   */
  static ClaimNote parse(String text) throws IOException {
    JsonObject json = Json.parse(text.strip());
    return new ClaimNote(
        json.text("id"),
        json.text("host"),
        json.text("machine"),
        json.integer("pid"),
        json.integer("born"),
        json.text("worker"),
        json.integer("beats"),
        json.number("share"),
        json.text("what"),
        json.text("since"));
  }
}
