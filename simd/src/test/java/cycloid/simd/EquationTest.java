package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquationTest {
  @Test
  void namesReadBeforeTheyAreAssignedAreInputs() {
    Equation equation = Equation.parse("m = beta * m + (1 - beta) * g; p = p - lr * m");
    assertEquals(List.of("beta", "m", "g", "p", "lr"), equation.inputs());
    assertEquals(List.of("m", "p"), equation.outputs());
  }

  @Test
  void assignedNamesStandForTheirNewValue() {
    Equation equation = Equation.parse("t = x + 1\ny = t * t");
    assertSame(Expression.parse("(x + 1) * (x + 1)"), equation.expression("y"));
  }

  @Test
  void outputsOfFormulasTakeEffectAtOnce() {
    Equation swap = Equation.of(Map.of("a", Expression.parse("b"), "b", Expression.parse("a")));
    assertSame(Expression.variable("b"), swap.expression("a"));
    assertSame(Expression.variable("a"), swap.expression("b"));
  }

  @Test
  void aLineGoesOnInsideParenthesesAndAfterAnOperator() {
    Equation equation = Equation.parse("y = (a\n  + b) *\n  c  # a comment\nz = y");
    assertSame(Expression.parse("(a + b) * c"), equation.expression("z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a + b - c",
        "a - (b - c)",
        "a / b / c",
        "a / (b * c)",
        "-x^2",
        "(-x)^2",
        "x^-2",
        "a^b^c",
        "(a^b)^c",
        "2 * -x",
        "where(x > 0 and not (y <= 1 or isnan(z)), x, y)",
        "(a < b) + 1",
        "max(x) - min(x, y)",
        "1.5e-8 * x",
        "clamp(x, -1, 1)",
        "fma(a, b, c)"
      })
  void printedTextReadsBackAsTheSameFormula(String text) {
    Expression formula = Expression.parse(text);
    assertEquals(text, formula.text());
    assertSame(formula, Expression.parse(formula.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y = x + * 2      | equation, line 1, column 9: expected a number, a name or '('; got '*'",
        "y = tahn(x)      | equation, line 1, column 5: unknown function 'tahn'; did you mean 'tan'?",
        "y = (x + 2       | equation, line 1, column 11: expected ')'; got the end of the text",
        "y x              | equation, line 1, column 3: expected '=' after 'y'; got 'x'",
        "y = 2 $ x        | equation, line 1, column 7: unexpected character '$'",
        "y = exp(x, 2)    | equation, line 1, column 5: 'exp' takes 1 operand; got 2",
        "y = max()        | equation, line 1, column 5: 'max' takes 2 or 1 operands; got 0",
        "y = a < b < c    | equation, line 1, column 11: comparisons do not chain; join them with 'and'",
        "y = exp          | equation, line 1, column 8: expected '(' after the function 'exp'; got the end of the text",
        "exp = 2          | equation, line 1, column 1: 'exp' is a function and cannot be assigned to",
        "y = x 2          | equation, line 1, column 7: expected an operator or the end of the statement; got '2'",
        "a = 1; y = a ++  | equation, line 1, column 16: expected a number, a name or '('; got the end of the text",
      })
  void malformedTextIsNamedByLineColumnAndWhatWasExpected(String text, String message) {
    String got =
        assertThrows(IllegalArgumentException.class, () -> Equation.parse(text)).getMessage();
    assertEquals(message, got.split("\n")[0]);
  }

  @Test
  void theErrorShowsTheLineAndMarksThePlace() {
    String got = assertThrows(
            IllegalArgumentException.class, () -> Equation.parse("a = 1\nb = a +* 2"))
        .getMessage();
    assertEquals(
        "equation, line 2, column 8: expected a number, a name or '('; got '*'\n  b = a +* 2\n         ^",
        got);
  }

  @Test
  void anEquationKnowsWhetherItReducesOverTheLanes() {
    assertTrue(Equation.parse("u = g / norm(g); p = p - lr * u").reduces());
    assertTrue(Equation.parse("y = x - max(x)").reduces());
    assertFalse(Equation.parse("y = max(x, 0)").reduces());
  }

  @Test
  void anUnknownOutputIsAnError() {
    String got = assertThrows(
            IllegalArgumentException.class, () -> Equation.parse("y = x").expression("z"))
        .getMessage();
    assertEquals("equation: an output must be one of [y]; got 'z'", got);
  }

  @Test
  void mathmlIsOneBlockWithARowForEachStatement() {
    assertEquals(
        "<math display=\"block\"><mtable displaystyle=\"true\">"
            + "<mtr><mtd style=\"text-align:right\"><mi>m</mi></mtd><mtd><mo>←</mo></mtd>"
            + "<mtd style=\"text-align:left\"><mrow><mrow><msub><mi>β</mi><mn>1</mn></msub><mspace width=\"0.17em\"/>"
            + "<mi>m</mi></mrow><mo>+</mo><msup><mi>g</mi><mn>2</mn></msup></mrow></mtd></mtr>"
            + "<mtr><mtd style=\"text-align:right\"><mi>y</mi></mtd><mtd><mo>=</mo></mtd>"
            + "<mtd style=\"text-align:left\"><mfrac><mi>m</mi><msqrt><mi>v</mi></msqrt></mfrac></mtd></mtr>"
            + "</mtable></math>",
        Equation.parse("m = beta1 * m + g^2; y = m / sqrt(v)").mathml());
  }

  @Test
  void latexAlignsTheStatements() {
    assertEquals(
        "\\begin{aligned}\nm &\\leftarrow \\beta_{1} \\, m + g^{2} \\\\\ny &= \\frac{m}{\\sqrt{v} + 10^{-8}}\n\\end{aligned}",
        Equation.parse("m = beta1 * m + g^2; y = m / (sqrt(v) + 1e-8)").latex());
  }
}
