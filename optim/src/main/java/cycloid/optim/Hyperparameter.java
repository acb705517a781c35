package cycloid.optim;

/**
 * A number that steers an update rule.
 *
 * @param name as in the equations
 * @param initial the value when the user gives none
 * @param domain the values it may take
 */
public record Hyperparameter(String name, double initial, Domain domain) {}
