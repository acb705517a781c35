package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.FileFormatException;
import cycloid.tensor.io.Npy;
import cycloid.tensor.io.Npz;
import cycloid.tensor.io.Safetensors;
import cycloid.tensor.io.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with random damage are read or refused: nothing else is thrown, nothing hangs, and memory stays bounded by the
 * length of the file. The seed is fixed.
 */
class MutatedFilesTest {
  private static final int MUTATIONS = 10_002;
  private static final long SEED = 20_251_121;

  /** Memory for one file: buffers, decompressor, texts. */
  private static final long ALLOCATION = 1 << 20;
  /** Further memory for each byte: deflation yields up to 1032 bytes of small whole numbers, which become doubles. */
  private static final long ALLOCATION_PER_BYTE = 10_000;

  private static final long MILLISECONDS = 2_000;

  /** Pieces of the formats' own words and numbers, which reach deeper than random bytes. */
  private static final List<String> WORDS = List.of(
      "-1",
      "0",
      "4294967296",
      "9223372036854775807",
      "18446744073709551616",
      "1e308",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "[[[[[[[[",
      "\"",
      "'",
      "\\u",
      "\\ud800",
      ",",
      ":",
      "null",
      "True",
      "'<f8'",
      "'>i2'",
      "'|O'",
      "F64",
      "BF16",
      "BOOL",
      "\"shape\":[",
      "\"data_offsets\":[0,0]",
      "__metadata__",
      "PK\1\2",
      "PK\3\4",
      "PK\5\6",
      "PK\6\6",
      "PK\6\7",
      "\377\377\377\377",
      "\0\0\0\0",
      "\177\377\377\377\377\377\377\377");

  @TempDir
  Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void damagedFilesAreReadOrRefusedInBoundedTimeAndMemory() throws IOException {
    List<Path> files = samples();
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    Map<String, Integer> outcomes = new TreeMap<>();
    long greatest = 0;
    long slowest = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Path file = files.get(i % files.size());
      byte[] bytes = mutated(contents.get(i % files.size()));
      String kind = file.toString().substring(file.toString().lastIndexOf('.') + 1);
      Path damaged = Files.write(folder.resolve("damaged." + kind), bytes);
      long start = System.nanoTime();
      long before = Allocation.bytes();
      String outcome = outcome(damaged, i);
      long allocated = Allocation.bytes() - before;
      long time = (System.nanoTime() - start) / 1_000_000;
      assertTrue(
          allocated <= ALLOCATION + ALLOCATION_PER_BYTE * bytes.length,
          "mutation " + i + " of " + file.getFileName() + ": " + allocated + " bytes for "
              + bytes.length);
      assertTrue(time < MILLISECONDS, "mutation " + i + " of " + file.getFileName() + ": " + time);
      outcomes.merge(kind + " " + outcome, 1, Integer::sum);
      greatest = Math.max(greatest, allocated);
      slowest = Math.max(slowest, time);
    }
    System.out.printf(
        "mutated  %d files: %s; at most %d bytes, %d ms%n", MUTATIONS, outcomes, greatest, slowest);
    // Both things happen to each kind, so that damage reaches past the first bytes.
    assertEquals(6, outcomes.size(), outcomes.toString());
  }

  private static String outcome(Path file, int mutation) {
    try {
      InteropTest.read(file);
      return "read";
    } catch (FileFormatException e) {
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      assertTrue(e.offset() >= 0, e.getMessage());
      return "refused";
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new AssertionError("mutation " + mutation + " of " + file.getFileName() + ": " + e, e);
    }
  }

  private List<Path> samples() throws IOException {
    Map<String, Tensor> tensors = Map.of(
        "a", Tensor.arange(DType.F32, 12).reshape(3, 4),
        "b", Tensor.arange(DType.F64, 7),
        "scalar", Tensor.scalar(DType.F64, 1),
        "zeros", Tensor.zeros(DType.F64, 200));
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of("x.npy", "h.npy", "x.npz", "c.npz", "x.safetensors", "h.safetensors")) {
      files.add(folder.resolve(name));
    }
    Npy.write(files.get(0), tensors.get("a"));
    Npy.write(files.get(1), tensors.get("b"), StoredType.F16);
    Npz.write(files.get(2), tensors);
    Npz.writeCompressed(files.get(3), tensors);
    Safetensors.write(files.get(4), tensors, Map.of("k", "{\"x\": 1}", "層", "\\"));
    Safetensors.write(files.get(5), tensors, Map.of(), tensor -> StoredType.BF16);
    return files;
  }

  // ---- damage

  private byte[] mutated(byte[] bytes) {
    byte[] result = bytes;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      result = mutatedOnce(result);
    }
    return result;
  }

  private byte[] mutatedOnce(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = place(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(16));
    byte[] word = WORDS
        .get(random.nextInt(WORDS.size()))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> spliced(bytes, at, end, new byte[0]);
      case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 3 -> spliced(bytes, at, at, word);
      case 4 -> spliced(bytes, at, Math.min(bytes.length, at + word.length), word);
      case 5 ->
        spliced(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
      case 6 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      default ->
        spliced(
            bytes, at, at + 1, new byte[] {(byte) (bytes[at] + (random.nextBoolean() ? 1 : -1))});
    };
  }

  /** Headers are at the beginning, and that of an archive at the end: half of the damage goes there. */
  private int place(int length) {
    int edge = Math.min(length, 160);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(edge);
      case 1 -> length - 1 - random.nextInt(edge);
      default -> random.nextInt(length);
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] result = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }
}
