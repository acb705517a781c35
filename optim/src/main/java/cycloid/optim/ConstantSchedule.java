package cycloid.optim;

/** The same value in every step. */
record ConstantSchedule(double value) implements Schedule {
  @Override
  public double at(long step) {
    return value;
  }
}
