package cycloid.simd;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of the equation language and where it stands.
 *
 * @param kind what it is
 * @param text its characters; empty for the end of a line and of the text
 * @param line its line, from 1
 * @param column its column, from 1
 */
record Token(Kind kind, String text, int line, int column) {
  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    /** A line's end, or a semicolon. */
    SEPARATOR,
    END
  }

  boolean is(String symbol) {
    return text.equals(symbol) && (kind == Kind.SYMBOL || kind == Kind.NAME);
  }

  /** How an error text names it. */
  String described() {
    return switch (kind) {
      case SEPARATOR -> "the end of the statement";
      case END -> "the end of the text";
      default -> "'" + text + "'";
    };
  }

  /** Cuts a text into words. A line's end inside parentheses, or after an operator, is white space. */
  static List<Token> all(String text) {
    List<Token> tokens = new ArrayList<>();
    int line = 1;
    int lineStart = 0;
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int column = i - lineStart + 1;
      int end = i + 1;
      if (c == '\n' || c == ';') {
        if (depth == 0 && !continues(tokens)) {
          tokens.add(new Token(Kind.SEPARATOR, "", line, column));
        }
      } else if (c == '#') {
        while (end < text.length() && text.charAt(end) != '\n') {
          end++;
        }
      } else if (isDigit(c) || (c == '.' && end < text.length() && isDigit(text.charAt(end)))) {
        end = numberEnd(text, i);
        tokens.add(new Token(Kind.NUMBER, text.substring(i, end), line, column));
      } else if (Character.isLetter(c) || c == '_') {
        while (end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
        tokens.add(new Token(Kind.NAME, text.substring(i, end), line, column));
      } else if (!Character.isWhitespace(c)) {
        if (end < text.length() && text.charAt(end) == '=' && "<>=!".indexOf(c) >= 0) {
          end++;
        }
        String symbol = text.substring(i, end);
        if (!"+-*/^(),=".contains(symbol)
            && !List.of("<", "<=", ">", ">=", "==", "!=").contains(symbol)) {
          throw new IllegalArgumentException(
              Parser.message(text, line, column, "unexpected character '" + symbol + "'"));
        }
        depth += symbol.equals("(") ? 1 : symbol.equals(")") ? -1 : 0;
        tokens.add(new Token(Kind.SYMBOL, symbol, line, column));
      }
      if (c == '\n') {
        line++;
        lineStart = end;
      }
      i = end;
    }
    tokens.add(new Token(Kind.END, "", line, text.length() - lineStart + 1));
    return tokens;
  }

  private static boolean continues(List<Token> tokens) {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.kind == Kind.SEPARATOR || (last.kind == Kind.SYMBOL && !last.text.equals(")"));
  }

  private static int numberEnd(String text, int start) {
    int i = digits(text, start);
    if (i < text.length() && text.charAt(i) == '.') {
      i = digits(text, i + 1);
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = i + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      if (exponent < text.length() && isDigit(text.charAt(exponent))) {
        i = digits(text, exponent);
      }
    }
    return i;
  }

  private static int digits(String text, int i) {
    int end = i;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
