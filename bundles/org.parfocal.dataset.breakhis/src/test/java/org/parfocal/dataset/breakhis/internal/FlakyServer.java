package org.parfocal.dataset.breakhis.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that serves one file and may break off, forget ranges or change it. */
final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile byte[] content;
  volatile String tag = "\"one\"";
  volatile int breakAfter = Integer.MAX_VALUE;
  volatile int breaks;
  volatile boolean ranges = true;
  volatile boolean silent;

  FlakyServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/file", this::serve);
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/file");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/circle",
        exchange -> {
          exchange.getResponseHeaders().set("Location", uri("/circle").toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/busy",
        exchange -> {
          requests.add("busy");
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] bytes = content;
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    requests.add(String.valueOf(range));
    exchange.getResponseHeaders().set("ETag", tag);
    int from = 0;
    boolean partial = ranges && range != null && (ifRange == null || ifRange.equals(tag));
    if (partial) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      if (from >= bytes.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
        exchange.sendResponseHeaders(416, -1);
        exchange.close();
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, bytes.length - from);
    int send = bytes.length - from;
    boolean breaking = breaks > 0 && send > breakAfter;
    if (breaking) {
      breaks--;
      send = breakAfter;
    }
    OutputStream body = exchange.getResponseBody();
    body.write(bytes, from, send);
    body.flush();
    while (breaking && silent) {
      Thread.onSpinWait();
    }
    exchange.close(); // before all is sent this cuts the connection
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
