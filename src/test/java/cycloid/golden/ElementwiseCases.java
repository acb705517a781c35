package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Arithmetic and elementary functions. */
final class ElementwiseCases implements Family {
  @Override
  public String name() {
    return "elementwise";
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }

  @Override
  public <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in) {
    A result =
        in.isEmpty() ? null : in.size() == 1 ? unary(op, args, in.get(0)) : several(op, args, in);
    return result == null ? null : List.of(result);
  }

  private static <A extends Array<A>> A unary(String op, Arguments args, A x) {
    return switch (op) {
      case "abs" -> x.abs();
      case "neg" -> x.neg();
      case "sign" -> x.sign();
      case "square" -> x.square();
      case "reciprocal" -> x.reciprocal();
      case "sqrt" -> x.sqrt();
      case "rsqrt" -> x.rsqrt();
      case "cbrt" -> x.cbrt();
      case "pow_scalar" -> x.pow(args.number("exponent"));
      case "exp" -> x.exp();
      case "exp2" -> x.exp2();
      case "expm1" -> x.expm1();
      case "log" -> x.log();
      case "log2" -> x.log2();
      case "log10" -> x.log10();
      case "log1p" -> x.log1p();
      case "logit" -> x.logit();
      case "xlogx" -> x.xlogx();
      case "sin" -> x.sin();
      case "cos" -> x.cos();
      case "tan" -> x.tan();
      case "sinc" -> x.sinc();
      case "asin" -> x.asin();
      case "acos" -> x.acos();
      case "atan" -> x.atan();
      case "sinh" -> x.sinh();
      case "cosh" -> x.cosh();
      case "tanh" -> x.tanh();
      case "asinh" -> x.asinh();
      case "acosh" -> x.acosh();
      case "atanh" -> x.atanh();
      case "erf" -> x.erf();
      case "erfc" -> x.erfc();
      case "erfinv" -> x.erfinv();
      case "lgamma" -> x.lgamma();
      case "digamma" -> x.digamma();
      case "floor" -> x.floor();
      case "ceil" -> x.ceil();
      case "trunc" -> x.trunc();
      case "frac" -> x.frac();
      case "round" -> x.round();
      case "clamp" -> clamp(args, x);
      case "clamp_min" -> x.clipMin(args.number("min"));
      case "clamp_max" -> x.clipMax(args.number("max"));
      default -> null;
    };
  }

  private static <A extends Array<A>> A clamp(Arguments args, A x) {
    if (!args.has("max")) {
      return x.clipMin(args.number("min"));
    }
    return args.has("min")
        ? x.clip(args.number("min"), args.number("max"))
        : x.clipMax(args.number("max"));
  }

  private static <A extends Array<A>> A several(String op, Arguments args, List<A> in) {
    A a = in.get(0);
    A b = in.get(1);
    return switch (op) {
      case "add" -> a.add(scaled(args, b));
      case "sub" -> a.sub(scaled(args, b));
      case "mul" -> a.mul(b);
      case "div" -> a.div(b);
      case "pow" -> a.pow(b);
      case "hypot" -> a.hypot(b);
      case "atan2" -> a.atan2(b);
      case "fmod" -> a.fmod(b);
      case "remainder" -> a.remainder(b);
      case "copysign" -> a.copySign(b);
      case "xlogy" -> a.xlogy(b);
      case "logaddexp" -> a.logAddExp(b);
      case "fmax" -> a.fmax(b);
      case "fmin" -> a.fmin(b);
      case "maximum" -> a.maximum(b);
      case "minimum" -> a.minimum(b);
      case "squared_difference" -> a.squaredDifference(b);
      case "lerp" ->
        args.has("weight") ? a.lerp(b, args.number("weight")) : a.addcmul(in.get(2), b.sub(a), 1);
      case "addcmul" -> a.addcmul(b, in.get(2), args.number("value", 1));
      case "addcdiv" -> a.addcdiv(b, in.get(2), args.number("value", 1));
      case "where" -> a.where(b, in.get(2));
      default -> null;
    };
  }

  private static <A extends Array<A>> A scaled(Arguments args, A b) {
    return args.has("alpha") ? b.mul(args.number("alpha")) : b;
  }
}
