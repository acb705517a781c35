package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The gamma functions and the inverse error function against values computed with 50 digits, arguments exact in float. */
class GammaLanesTest {
  private static final double BOUND = 3; // ulp; tetragamma by reflection has the largest error, 2.9

  /** Name, then pairs of argument and result. */
  private static final Object[][] VALUES = {
    {
      "erfinv",
      9.999999717180685e-10,
      8.862269003885489e-10,
      0.125,
      0.11123545184094996,
      0.5,
      0.4769362762044699,
      -0.75,
      -0.8134198475976185,
      0.9375,
      1.3171503349861307,
      0.9990234375,
      2.331467773621948,
      -0.5,
      -0.4769362762044699
    },
    {
      "lgamma",
      9.999999717180685e-10,
      20.72326586465113,
      0.125,
      2.0194183575537963,
      0.5,
      0.5723649429247001,
      0.9990234375,
      0.0005644719118551234,
      1.0009765625,
      -0.0005629031799912047,
      1.4609375,
      -0.12148605702013095,
      1.9990234375,
      -0.0004125677359714894,
      2.0009765625,
      0.00041318279306425424,
      3.25,
      0.9358019311087253,
      3.5,
      1.2009736023470743,
      10.5,
      13.940625219403763,
      10000000000.0,
      220258509288.81058,
      -0.25,
      1.589575312551186,
      -0.75,
      1.5757045971498584,
      -7.5,
      -8.404537371451598
    },
    {
      "digamma",
      9.999999717180685e-10,
      -1000000028.8591479,
      0.125,
      -8.388492663295855,
      0.5,
      -1.9635100260214235,
      1.0,
      -0.5772156649015329,
      1.4609375,
      -0.0006724023902428804,
      1.4619140625,
      0.00027276858695440815,
      3.25,
      1.016990911068179,
      3.5,
      1.103156640645243,
      10.5,
      2.3030010342976865,
      10000000000.0,
      23.025850929890456,
      -0.75,
      -2.894120200042932,
      -7.5,
      2.08009081757942
    },
    {
      "trigamma",
      9.999999717180685e-10,
      1.0000000565638653e+18,
      0.125,
      65.38813344498803,
      0.5,
      4.934802200544679,
      1.0,
      1.6449340668482264,
      3.25,
      0.3597982903095799,
      6.5,
      0.16628453574995825,
      7.0,
      0.15354517795933756,
      10.5,
      0.09991695605912673,
      10000000000.0,
      1.00000000005e-10,
      -0.75,
      18.975106932284888,
      -7.5,
      9.744766282170433
    },
    {
      "tetragamma",
      9.999999717180685e-10,
      -2.0000001696915985e+27,
      0.125,
      -1025.7533381181356,
      0.5,
      -16.82879664423432,
      1.0,
      -2.4041138063191885,
      3.25,
      -0.12815694713911513,
      6.5,
      -0.0275879107068768,
      7.0,
      -0.023530472985855238,
      10.5,
      -0.00997514424771517,
      10000000000.0,
      -1.0000000001e-20,
      -0.75,
      -124.58699919679619,
      -7.25,
      124.00852603656574
    }
  };

  @TestFactory
  List<DynamicTest> valuesAreWithinTheBound() {
    List<DynamicTest> tests = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (Object[] row : VALUES) {
        for (int i = 1; i < row.length; i += 2) {
          String name = (String) row[0];
          double x = (double) row[i];
          double y = (double) row[i + 1];
          tests.add(dynamicTest(name + "(" + x + ") " + dtype, () -> check(dtype, name, x, y)));
        }
      }
    }
    return tests;
  }

  /** A double as reference of a float: its own rounding is far below the bound. */
  private static void check(DType dtype, String name, double x, double y) {
    double got = LaneFunctions.scalar(dtype, name, new double[] {x})[0];
    double error = Ulps.error(dtype, got, y, 0);
    assertTrue(error <= BOUND, () -> "got " + got + ", expected " + y + ", " + error + " ulp");
  }
}
