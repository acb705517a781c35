package cycloid.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Other libraries' schedules in ours, from the names and arguments of their own. */
final class ScheduleTranslation {
  private final double rate;
  private final Map<String, Object> hyper;

  private ScheduleTranslation(double rate, Map<String, Object> hyper) {
    this.rate = rate;
    this.hyper = hyper;
  }

  /** The schedule of a case; {@code rate} is the optimizer's, for PyTorch's. */
  static Schedule of(String name, double rate, Map<String, Object> hyper) {
    ScheduleTranslation arguments = new ScheduleTranslation(rate, hyper);
    return Character.isUpperCase(name.charAt(0)) ? arguments.torch(name) : arguments.optax(name);
  }

  // ---- PyTorch

  private Schedule torch(String name) {
    return switch (name) {
      case "ConstantLR" ->
        Schedule.constant(number("factor", 1 / 3.0) * rate)
            .then(whole("total_iters", 5), Schedule.constant(rate));
      case "LinearLR" ->
        Schedules.linear(
            rate * number("start_factor", 1 / 3.0),
            rate * number("end_factor", 1),
            whole("total_iters", 5));
      case "StepLR" -> Schedules.stairs(rate, number("gamma", 0.1), whole("step_size", 0));
      case "MultiStepLR" -> Schedules.milestones(rate, number("gamma", 0.1), wholes("milestones"));
      case "ExponentialLR" -> Schedules.exponential(rate, number("gamma", 0), 1);
      case "PolynomialLR" ->
        Schedules.polynomial(rate, 0, whole("total_iters", 5), number("power", 1));
      case "CosineAnnealingLR" ->
        Schedules.cosineWave(rate, number("eta_min", 0), whole("T_max", 0));
      case "CosineAnnealingWarmRestarts" ->
        Schedules.warmRestarts(
            rate, number("eta_min", 0), whole("T_0", 0), (int) whole("T_mult", 1));
      case "SWALR" ->
        text("anneal_strategy").equals("cos")
            ? Schedules.cosine(rate, number("swa_lr", 0), whole("anneal_epochs", 10))
            : Schedules.linear(rate, number("swa_lr", 0), whole("anneal_epochs", 10));
      case "LambdaLR" ->
        hyper.containsKey("d")
            ? Schedules.inverseTime(rate, number("d", 0))
            : Schedules.noam(rate, 1, whole("w", 0));
      case "MultiplicativeLR" -> multiplied(whole("k", 0));
      case "OneCycleLR" -> oneCycle().learningRate();
      case "CyclicLR" -> cyclic().learningRate();
      case "ChainedScheduler" -> product(schedules());
      case "SequentialLR" -> joined(schedules(), wholes("milestones"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The momentum that a schedule of PyTorch cycles. */
  static Schedule momentum(String name, Map<String, Object> hyper) {
    ScheduleTranslation arguments = new ScheduleTranslation(0, hyper);
    return name.equals("OneCycleLR")
        ? arguments.oneCycle().momentum()
        : arguments.cyclic().momentum();
  }

  private OneCycle oneCycle() {
    long steps = hyper.containsKey("epochs")
        ? whole("epochs", 0) * whole("steps_per_epoch", 0)
        : whole("total_steps", 0);
    OneCycle cycle = OneCycle.of(number("max_lr", 0), steps)
        .rise(number("pct_start", 0.3))
        .divisors(number("div_factor", 25), number("final_div_factor", 1e4))
        .momentum(number("base_momentum", 0.85), number("max_momentum", 0.95));
    cycle = hyper.containsKey("three_phase") ? cycle.inThreePhases() : cycle;
    return hyper.containsKey("anneal_strategy") ? cycle.inLines() : cycle;
  }

  private Cyclic cyclic() {
    long up = whole("step_size_up", 2000);
    Cyclic cyclic =
        Cyclic.of(number("base_lr", 0), number("max_lr", 0), up).down(whole("step_size_down", up));
    return switch (String.valueOf(hyper.get("mode"))) {
      case "triangular2" -> cyclic.halving();
      case "exp_range" -> cyclic.shrinking(number("gamma", 1));
      default -> cyclic;
    };
  }

  private Schedule multiplied(long k) {
    return step -> {
      double product = rate;
      for (long t = 1; t <= step; t++) {
        product *= t % k == 0 ? 0.9 : 0.97;
      }
      return product;
    };
  }

  /** Schedules written as {@code "LinearLR(0.1,1.0,10)"}. */
  private List<Schedule> schedules() {
    return ((List<?>) hyper.get("schedulers")).stream().map(this::parse).toList();
  }

  private Schedule parse(Object text) {
    String[] parts = text.toString().split("[(,)]");
    List<String> names = switch (parts[0]) {
      case "ConstantLR" -> List.of("factor", "total_iters");
      case "LinearLR" -> List.of("start_factor", "end_factor", "total_iters");
      case "StepLR" -> List.of("step_size", "gamma");
      case "ExponentialLR" -> List.of("gamma");
      case "CosineAnnealingLR" -> List.of("T_max", "eta_min");
      case "linear" -> List.of("init_value", "end_value", "transition_steps");
      case "constant" -> List.of("value");
      case "exponential_decay" -> List.of("init_value", "transition_steps", "decay_rate");
      default -> throw new IllegalArgumentException(parts[0]);
    };
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      arguments.put(names.get(i - 1), Double.valueOf(parts[i].strip()));
    }
    return of(parts[0], rate, arguments);
  }

  /** The product of factors on the rate. */
  private Schedule product(List<Schedule> schedules) {
    Schedule product = schedules.get(0);
    for (Schedule next : schedules.subList(1, schedules.size())) {
      product = product.times(next.times(1 / rate));
    }
    return product;
  }

  private static Schedule joined(List<Schedule> schedules, long... boundaries) {
    Schedule last = schedules.get(schedules.size() - 1);
    for (int i = schedules.size() - 2; i >= 0; i--) {
      last = schedules.get(i).then(boundaries[i] - (i == 0 ? 0 : boundaries[i - 1]), last);
    }
    return last;
  }

  // ---- optax

  private Schedule optax(String name) {
    double init = number("init_value", 0);
    double end = number("end_value", 0);
    double peak = number("peak_value", 0);
    long steps = whole("transition_steps", 0);
    long begin = whole("transition_begin", 0);
    long warmUp = whole("warmup_steps", 0);
    return switch (name) {
      case "constant" -> Schedule.constant(number("value", 0));
      case "linear" -> Schedules.linear(init, end, steps).delayed(begin);
      case "polynomial" ->
        Schedules.polynomial(init, end, steps, number("power", 1)).delayed(begin);
      case "cosine_decay" ->
        Schedules.cosine(
            init, init * number("alpha", 0), whole("decay_steps", 0), number("exponent", 1));
      case "exponential_decay" -> exponential(init, steps).delayed(begin);
      case "piecewise_constant" -> Schedules.piecewiseConstant(init, factors());
      case "piecewise_interpolate" -> interpolated(init);
      case "cosine_onecycle" ->
        Schedules.piecewiseCosine(
            Map.of(0L, peak / 25, (long) (0.3 * steps), peak, steps, peak / 25e4));
      case "linear_onecycle" ->
        Schedules.piecewiseLinear(Map.of(
            0L,
            peak / 25,
            (long) (0.3 * steps),
            peak,
            (long) (0.85 * steps),
            peak / 25,
            steps,
            peak / 25e4));
      case "warmup_constant" ->
        Schedules.linear(init, peak, warmUp).then(warmUp, Schedule.constant(peak));
      case "warmup_cosine_decay" -> warmUpCosine(hyper);
      case "warmup_exponential_decay" ->
        Schedules.linear(init, peak, warmUp).then(warmUp, exponential(peak, steps));
      case "warmup_stable_decay" -> {
        double top = number("peak", 0);
        long warm = whole("warmup", 0);
        long decay = whole("decay", 0);
        yield joined(
            List.of(
                Schedules.linear(0, top, warm),
                Schedule.constant(top),
                Schedules.linear(top, 0, decay)),
            warm,
            whole("total", 0) - decay);
      }
      case "sgdr" -> {
        List<?> cycles = (List<?>) hyper.get("cosine_kwargs");
        yield warmUpCosine(map(cycles.get(0)))
            .then(
                new ScheduleTranslation(0, map(cycles.get(0))).whole("decay_steps", 0),
                warmUpCosine(map(cycles.get(1))));
      }
      case "join" ->
        joined(
            ((List<?>) hyper.get("schedules")).stream().map(this::parse).toList(),
            wholes("boundaries"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Schedule warmUpCosine(Map<String, Object> hyper) {
    ScheduleTranslation a = new ScheduleTranslation(0, hyper);
    long warmUp = a.whole("warmup_steps", 0);
    double peak = a.number("peak_value", 0);
    return Schedules.linear(a.number("init_value", 0), peak, warmUp)
        .then(
            warmUp,
            Schedules.cosine(
                peak,
                a.number("end_value", 0),
                a.whole("decay_steps", 0) - warmUp,
                a.number("exponent", 1)));
  }

  private Schedule exponential(double value, long steps) {
    double decay = number("decay_rate", 1);
    Schedule schedule = hyper.containsKey("staircase")
        ? Schedules.stairs(value, decay, steps)
        : Schedules.exponential(value, decay, steps);
    return hyper.containsKey("end_value")
        ? schedule.clamped(number("end_value", 0), Double.MAX_VALUE)
        : schedule;
  }

  private Schedule interpolated(double value) {
    Map<Long, Double> points = new LinkedHashMap<>(Map.of(0L, value));
    double at = value;
    for (Map.Entry<Long, Double> factor : new TreeMap<>(factors()).entrySet()) {
      at *= factor.getValue();
      points.put(factor.getKey(), at);
    }
    return text("interpolate_type").equals("cosine")
        ? Schedules.piecewiseCosine(points)
        : Schedules.piecewiseLinear(points);
  }

  private Map<Long, Double> factors() {
    Map<Long, Double> factors = new LinkedHashMap<>();
    map(hyper.get("boundaries_and_scales"))
        .forEach((step, factor) -> factors.put(Long.valueOf(step), (Double) factor));
    return factors;
  }

  // ---- arguments

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private double number(String name, double absent) {
    return hyper.get(name) instanceof Double value ? value : absent;
  }

  private long whole(String name, long absent) {
    return (long) number(name, absent);
  }

  private long[] wholes(String name) {
    return ((List<?>) hyper.get(name))
        .stream().mapToLong(x -> ((Double) x).longValue()).toArray();
  }

  private String text(String name) {
    return (String) hyper.get(name);
  }
}
