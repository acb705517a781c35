package cycloid.simd;

import java.util.Map;

/** The Greek letters that equations spell out. */
final class GreekLetters {
  private static final Map<String, String> LETTERS = Map.ofEntries(
      Map.entry("alpha", "α"),
      Map.entry("beta", "β"),
      Map.entry("gamma", "γ"),
      Map.entry("delta", "δ"),
      Map.entry("epsilon", "ε"),
      Map.entry("eps", "ε"),
      Map.entry("eta", "η"),
      Map.entry("theta", "θ"),
      Map.entry("kappa", "κ"),
      Map.entry("lambda", "λ"),
      Map.entry("mu", "μ"),
      Map.entry("nu", "ν"),
      Map.entry("xi", "ξ"),
      Map.entry("pi", "π"),
      Map.entry("rho", "ρ"),
      Map.entry("sigma", "σ"),
      Map.entry("tau", "τ"),
      Map.entry("phi", "φ"),
      Map.entry("psi", "ψ"),
      Map.entry("omega", "ω"));

  private GreekLetters() {}

  /** The letter that {@code name} spells; null if it spells none. */
  static String of(String name) {
    return LETTERS.get(name);
  }
}
