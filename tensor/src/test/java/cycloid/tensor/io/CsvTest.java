package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @TempDir
  Path folder;

  private static Csv.Table read(String text, char delimiter, boolean header) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Csv.read(new ByteArrayInputStream(bytes), "F", delimiter, header);
  }

  private static void assertTable(String expected, Csv.Table table) {
    Tensor values = table.values();
    StringBuilder text = new StringBuilder(table.names().toString());
    for (int i = 0; i < values.shape()[0]; i++) {
      text.append(java.util.Arrays.toString(values.select(0, i).toDoubleArray()));
    }
    assertEquals(expected, text.toString());
  }

  @Test
  void namesAndNumbersAreRead() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n1,-2.5\n.5,1e-3\n");
    Csv.Table table = Csv.read(file);
    assertTable("[a, b][1.0, -2.5][0.5, 0.001]", table);
    assertArrayEquals(new double[] {-2.5, 0.001}, table.column("b").toDoubleArray());
    assertEquals(
        "column: name must be one of [a, b]; got \"c\"",
        assertThrows(IllegalArgumentException.class, () -> table.column("c")).getMessage());
  }

  @Test
  void linesMayEndInEveryWay() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      assertTable("[a][1.0][2.0]", read("a" + end + "1" + end + "2", ',', true));
      assertTable("[a][1.0][2.0]", read("a" + end + "1" + end + "2" + end + end, ',', true));
    }
  }

  @Test
  void fieldsMayBeQuotedAndSpaced() throws IOException {
    assertTable(
        "[a \"b\", c,\nd, e][1.0, 2.0, 3.0]",
        read("\"a \"\"b\"\"\",\"c,\nd\",e\n\"1\",2 ,\t3\n", ',', true));
    assertTable("[][1.5, 2.0][3.0, 4.0]", read(" 1.5;2\n3; 4 ", ';', false));
    assertTable("[][1.0, 2.0]", read("1\t2", '\t', false));
  }

  @Test
  void numbersMayBeSpecial() throws IOException {
    assertTable(
        "[][NaN, Infinity, -Infinity, Infinity, -0.0, 1.0E300]",
        read("nan,inf,-Infinity,+INF,-0,1E+300", ',', false));
  }

  @Test
  void emptyTablesHaveColumnsOrNone() throws IOException {
    assertArrayEquals(new int[] {0, 2}, read("a,b\n", ',', true).values().shape());
    assertArrayEquals(new int[] {0, 0}, read("", ',', false).values().shape());
    assertTable("[a][1.0]", read("\ufeffa\n1", ',', true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b/1,/|a field must be a number; got none|2|2",
        "a,b/1, /|a field must be a number; got none|2|2",
        "a,b/1,2/3,x1/|a field must be a number; got \"x1\"|3|2",
        "a,b/0x10,2/|a field must be a number; got \"0x10\"|2|1",
        "a,b/1d,2/|a field must be a number; got \"1d\"|2|1",
        "a,b/1.2.3,2/|a field must be a number; got \"1.2.3\"|2|1",
        "a,b/1,2/3/|a row must have 2 fields; got 1|3|1",
        "a,b/1,2,3/|a row must have 2 fields; got more|2|3",
        "a,b/1,2//3,4/|an empty line must stand at the end of the file only; got one before others|3|1",
        "a,a/1,2/|columns must have different names; got \"a\" twice|1|2",
        "1,2/3,4/|the header must name the columns; got numbers; is there no header?|1|1",
        "a,\"b/1,2/|a quoted field must be closed; got the end of the file|1|2",
        "a,\"b\"c/1,2/|a delimiter must follow a closed quote; got \"c\"|1|2",
        "a,b\"/1,2/|a quote must stand at the beginning of a field; got one after \"b\"|1|2",
        "``|there must be a header; got the end of the file|1|1",
        "\"a/b\",c/1,x/|a field must be a number; got \"x\"|3|2",
      })
  void faultsNameFileLineAndColumn(String text, String cause, long line, int column) {
    FileFormatException fault =
        assertThrows(FileFormatException.class, () -> read(text.replace('/', '\n'), ',', true));
    assertEquals(
        "csv: " + cause + " (F, line " + line + ", column " + column + ")", fault.getMessage());
    assertEquals(line, fault.line());
    assertEquals(column, fault.column());
    assertEquals(-1, fault.offset());
  }

  @Test
  void longFieldsAndOtherEncodingsAreRefused() {
    String fault = assertThrows(
            FileFormatException.class, () -> read("1".repeat(100_000), ',', false))
        .getMessage();
    assertEquals(
        "csv: a field must have at most 65536 characters; got more (F, line 1, column 1)", fault);
    byte[] latin = {'1', ',', (byte) 0xe4};
    FileFormatException encoding = assertThrows(
        FileFormatException.class,
        () -> Csv.read(new ByteArrayInputStream(latin), "F", ',', false));
    assertTrue(encoding.getMessage().startsWith("csv: the file must be UTF-8"));
  }
}
