package org.parfocal.report.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/**
 * A page in a real Chromium without a window, steered by its DevTools protocol. It notes what the
 * page complains of and what it requests.
 */
final class Chromium implements AutoCloseable, WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 120;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  final List<String> complaints = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final StringBuilder received = new StringBuilder();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  /** The browser of this machine, if there is one. */
  static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder for what it keeps
   */
  Chromium(Path browser, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log.txt").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    for (int waited = 0;
        !Files.exists(port) || Files.readString(port).lines().count() < 2;
        waited++) {
      if (waited > 10 * PATIENCE_SECONDS || !process.isAlive()) {
        throw new IOException(
            "the browser does not start: " + Files.readString(profile.resolve("log.txt")));
      }
      Thread.sleep(100);
    }
    HttpClient client = HttpClient.newHttpClient();
    String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0);
    String tab =
        client
            .send(
                HttpRequest.newBuilder(URI.create(address + "/json/new?about:blank"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(Json.parse(tab).text("webSocketDebuggerUrl")), this)
            .join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Opens a page, and waits until it has loaded. */
  void load(Path page) throws IOException {
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    await(loaded);
  }

  /** What an expression gives: text, numbers, truth, lists and maps. A promise is waited for. */
  @Nullable Object evaluate(String expression) throws IOException {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.members().containsKey("exceptionDetails")) {
      throw new IOException(expression + " throws " + answer.members().get("exceptionDetails"));
    }
    return answer.object("result").members().get("value");
  }

  /** The same for texts. */
  List<String> texts(String expression) throws IOException {
    return evaluate(expression) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Presses a key, such as {@code Tab} or {@code Enter}. */
  void press(String key) throws IOException {
    Map<String, Object> event = new LinkedHashMap<>(Map.of("key", key, "code", key));
    event.put("windowsVirtualKeyCode", key.equals("Tab") ? 9 : 13);
    if (key.equals("Enter")) {
      event.put("text", "\r");
    }
    for (String type : List.of("keyDown", "keyUp")) {
      event.put("type", type);
      call("Input.dispatchKeyEvent", event);
    }
  }

  /** Sets the size of the view, in pixels, and whether the person likes it dark. */
  void show(int width, int height, boolean dark) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** The whole page as PNG. */
  byte[] screenshot() throws IOException {
    JsonObject shot =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    return Base64.getDecoder().decode(shot.text("data"));
  }

  private JsonObject call(String method, Map<String, ?> parameters) throws IOException {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(id, answer);
    socket
        .sendText(Json.line(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    received.append(text);
    if (last) {
      String message = received.toString();
      received.setLength(0);
      try {
        told(Json.parse(message));
      } catch (IOException e) {
        complaints.add("the browser said " + message);
      }
    }
    from.request(1);
    return null;
  }

  private void told(JsonObject message) throws IOException {
    if (message.members().containsKey("id")) {
      CompletableFuture<JsonObject> waiting = open.remove(message.count("id"));
      if (waiting != null && message.members().containsKey("error")) {
        waiting.completeExceptionally(
            new IOException(String.valueOf(message.members().get("error"))));
      } else if (waiting != null) {
        waiting.complete(message.object("result"));
      }
      return;
    }
    JsonObject event = message.object("params");
    switch (message.text("method")) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.consoleAPICalled" -> complaints.add("console: " + event.members().get("args"));
      case "Runtime.exceptionThrown" ->
          complaints.add("exception: " + event.members().get("exceptionDetails"));
      case "Log.entryAdded" -> complaints.add("log: " + event.object("entry").text("text"));
      case "Network.requestWillBeSent" -> requests.add(event.object("request").text("url"));
      default -> {}
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(null);
    return null;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = new ArrayList<>();
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(all::add);
    }
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      await(one.onExit());
    }
  }
}
