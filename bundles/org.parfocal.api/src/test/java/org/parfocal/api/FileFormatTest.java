package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are known by the beginnings that the formats' own tools write. */
class FileFormatTest {
  @ParameterizedTest
  @CsvSource({
    // git lfs, git annex, a log-in page, gzip
    "76657273696f6e2068747470733a2f2f6769742d6c66732e6769746875622e636f6d, GIT_LFS",
    "2f616e6e65782f6f626a656374732f5348413235362d7331303234, GIT_ANNEX",
    "0a3c21444f43545950452068746d6c3e, WEB_PAGE",
    "1f8b0800000000000003ecbd0760, GZIP",
    // numpy.save, numpy.savez, ModelSerializer, torch.jit.save, torch.save of two generations
    "934e554d5059010076007b276465736372, NUMPY",
    "504b03041400000000000000210000000000000000000000000005001400782e6e7079, NUMPY",
    "504b03041400080808000000000000000000000000000000000012000000636f6e66696775726174696f6e2e6a736f6e, DL4J",
    "504b0304000008080000000000000000000000000000000000000d0000006d2f636f64652f5f5f746f7263, TORCH_SCRIPT",
    "504b0304000008080000000000000000000000000000000000000a001800782f646174612e706b6c, PYTORCH",
    "80028a0a6cfc9c46f920, PYTORCH",
    // a workbook of openpyxl, a table of Excel 97, Arrow, h5py, llama.cpp
    "504b03041400000008000000210000000000000000000000000010000000646f6350726f70732f6170702e786d6c, ZIP",
    "d0cf11e0a1b11ae1, OLE",
    "5041523115041500, PARQUET",
    "894844460d0a1a0a0000000000080800, HDF5",
    "47475546030000002301000000000000, GGUF",
    // torch.onnx.export (IR version 8, producer), tf2onnx (IR version 7, producer)
    "080812077079746f7263681a05322e302e30, ONNX",
    "08071208746632 6f6e6e781a06312e392e33, ONNX",
    // safetensors.torch.save_file, a spreadsheet's \\"Unicode text\\", the index of several files
    "58000000000000007b22782e77656967687422, SAFETENSORS",
    "fffe61002c006200, UTF_16",
    "7b226d65746164617461223a7b22746f74616c5f73697a65223a, JSON"
  })
  void isKnownByItsFirstBytes(String start, FileFormat format) {
    byte[] bytes = HexFormat.of().parseHex(start.replace(" ", ""));

    assertThat(FileFormat.of(Arrays.copyOf(bytes, FileFormat.BYTES))).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "path,label,patient\n", "PK;Name\n", "8;1,2\n", "\u20ac;a\n"})
  void aTextIsNoneOfThem(String text) {
    assertThat(FileFormat.of(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
