package cycloid.optim;

import cycloid.tensor.Tensor;

/**
 * Finds a step length along a descent direction at which the function is low enough and flat enough.
 *
 * <pre>
 * Conditions:  phi(a) &lt;= phi(0) + c1 a phi'(0)       (decrease)
 *              |phi'(a)| &lt;= c2 |phi'(0)|             (curvature)
 * Method:      trial steps grow until two of them bracket such a point; then the bracket shrinks around the minimum of
 *              the cubic through the values and slopes at its ends, kept a tenth of its length away from them
 * Edge:        a value that is not finite counts as too high; when trials run out, the lowest end of the bracket is taken,
 *              0 if nothing is lower
 * Source:      Nocedal &amp; Wright 2006, Algorithms 3.5 and 3.6; the order of trials is that of PyTorch's lbfgs
 * </pre>
 *
 * @param c1 of the decrease
 * @param c2 of the curvature
 * @param trials how many further points are tried after the first
 * @param shortest the bracket is left when the largest change of a parameter within it is below
 * @param patience a trial is compared with the one before it from this trial on: 1, or 2 as PyTorch
 */
record StrongWolfe(double c1, double c2, int trials, double shortest, int patience) {
  private static final double NEAR = 0.1;
  private static final double GROWTH = 10;
  private static final double LEAST_GROWTH = 0.01;

  /** The function along the line. */
  @FunctionalInterface
  interface Line {
    Point at(double step);
  }

  /** What is known at a step length. */
  record Point(double step, double value, double slope, Tensor gradient) {}

  /** Two step lengths with a good one between them; {@code low} has the lower value. */
  private static final class Bracket {
    private Point first;
    private Point last;
    private boolean firstIsLow;

    Bracket(Point first, Point last) {
      this.first = first;
      this.last = last;
      sort();
    }

    void sort() {
      firstIsLow = first.value <= last.value || Double.isNaN(last.value);
    }

    Point low() {
      return firstIsLow ? first : last;
    }

    Point high() {
      return firstIsLow ? last : first;
    }

    void setLow(Point point) {
      if (firstIsLow) {
        first = point;
      } else {
        last = point;
      }
    }

    void setHigh(Point point) {
      if (firstIsLow) {
        last = point;
      } else {
        first = point;
      }
    }

    double least() {
      return Math.min(first.step, last.step);
    }

    double most() {
      return Math.max(first.step, last.step);
    }
  }

  /**
   * The point found.
   *
   * @param line the function
   * @param start at step 0, with a negative slope
   * @param step the first trial
   * @param largest the largest absolute component of the direction
   */
  Point search(Line line, Point start, double step, double largest) {
    Point previous = start;
    Point trial = line.at(step);
    int tried = 0;
    Bracket bracket = null;
    while (tried < trials && bracket == null) {
      boolean higher = tried >= patience && !(trial.value < previous.value);
      if (!decreases(start, trial) || higher) {
        bracket = new Bracket(previous, trial);
      } else if (isFlat(start, trial)) {
        return trial;
      } else if (trial.slope >= 0) {
        bracket = new Bracket(previous, trial);
      } else {
        double least = trial.step + LEAST_GROWTH * (trial.step - previous.step);
        double next = cubic(previous, trial, least, GROWTH * trial.step);
        previous = trial;
        trial = line.at(next);
        tried++;
      }
    }
    if (bracket == null) {
      return new Bracket(start, trial).low();
    }
    return shrink(line, start, bracket, tried, largest);
  }

  private Point shrink(Line line, Point start, Bracket bracket, int triedBefore, double largest) {
    boolean wasNear = false;
    for (int tried = triedBefore; tried < trials; tried++) {
      double least = bracket.least();
      double most = bracket.most();
      if ((most - least) * largest < shortest) {
        break;
      }
      double step = cubic(bracket.first, bracket.last, least, most);
      double margin = NEAR * (most - least);
      boolean isNear = Math.min(most - step, step - least) < margin;
      if (isNear && (wasNear || step >= most || step <= least)) {
        step = Math.abs(step - most) < Math.abs(step - least) ? most - margin : least + margin;
        isNear = false;
      }
      wasNear = isNear;
      Point trial = line.at(step);
      if (!decreases(start, trial) || !(trial.value < bracket.low().value)) {
        bracket.setHigh(trial);
        bracket.sort();
      } else if (isFlat(start, trial)) {
        return trial;
      } else {
        if (trial.slope * (bracket.high().step - bracket.low().step) >= 0) {
          bracket.setHigh(bracket.low());
        }
        bracket.setLow(trial);
      }
    }
    return bracket.low();
  }

  private boolean decreases(Point start, Point trial) {
    return trial.value <= start.value + c1 * trial.step * start.slope;
  }

  private boolean isFlat(Point start, Point trial) {
    return Math.abs(trial.slope) <= -c2 * start.slope;
  }

  /** Where the cubic through two values and slopes is least, kept within bounds; their middle if it has no minimum. */
  private static double cubic(Point p, Point q, double least, double most) {
    Point a = p.step <= q.step ? p : q;
    Point b = p.step <= q.step ? q : p;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double at = b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    return Double.isNaN(at) ? (least + most) / 2 : Math.min(Math.max(at, least), most);
  }
}
