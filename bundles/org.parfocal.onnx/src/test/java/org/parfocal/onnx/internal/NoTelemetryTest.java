package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What runs a lab's encoder tells nobody about it. */
class NoTelemetryTest {
  @Test
  void theLibraryKnowsNoAddressToSendTo() throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(library).contains("onnxruntime").doesNotContain("events.data.microsoft.com");
    }
  }
}
