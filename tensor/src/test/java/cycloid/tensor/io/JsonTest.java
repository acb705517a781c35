package cycloid.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @Test
  void everyKindOfValueIsRead() {
    assertEquals(
        Map.of("a", Arrays.asList(1.0, -0.5e-3, true, false, null, "x"), "b", Map.of()),
        Json.parse(" {\"a\" : [1, -0.5E-3,true,false,null,\"x\"],\n\"b\":{}}\t"));
    assertEquals(List.of(), Json.parse("[]"));
    assertEquals(Double.POSITIVE_INFINITY, Json.parse("1e999999999999"));
  }

  @Test
  void stringsComeBackFromTheirQuotes() {
    String text = "a\"\\/\b\f\n\r\t\u0001層\ud83d\ude00";
    assertEquals(text, Json.parse(Json.quoted(text)));
    assertEquals("\"\\u0001\\n/\"", Json.quoted("\u0001\n/"));
    assertEquals("A\ud83d\ude00/", Json.parse("\"\\u0041\\uD83d\\uDE00\\/\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|there must be a number; got the end at character 0",
        "[1,]|there must be a number; got \"]\" at character 3",
        "[1 2]|a comma or ] must follow; got \"2\" at character 3",
        "{\"a\" 1}|a colon must follow the name; got \"1\" at character 5",
        "{a:1}|there must be a string; got \"a\" at character 1",
        "{\"a\":1,\"a\":2}|names in an object must differ; got \"a\" twice at character 7",
        "01|nothing must follow the value; got \"1\" at character 1",
        "1.|there must be a number; got the end at character 2",
        "-|there must be a number; got the end at character 1",
        "NaN|there must be a number; got \"N\" at character 0",
        "truth|there must be true, false or null; got \"t\" at character 0",
        "\"a|a string must be closed; got the end at character 2",
        "\"\\x\"|one of \"\\/bfnrtu must follow a backslash; got \"x\" at character 2",
        "\"\\u00g0\"|four hexadecimal digits must follow \\u; got \"g\" at character 5",
        "\"\\ud800\"|surrogates in a string must come in pairs; got one alone at character 1",
        "1 1|nothing must follow the value; got \"1\" at character 2",
      })
  void faultsNameCharacterAndCause(String text, String fault) {
    assertEquals("json: " + fault, fault(text));
  }

  @Test
  void controlCharactersAndDeepNestingAreRefused() {
    assertEquals(
        "json: control characters in a string must be escaped; got \"\\n\" at character 2",
        fault("\"a\n\""));
    assertEquals(
        "json: there must be at most 64 levels; got more at character 64",
        fault("[".repeat(100_000)));
  }

  private static String fault(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Json.parse(text)).getMessage();
  }
}
