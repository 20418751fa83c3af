package io.loopline.core.simulation;

import io.loopline.core.LoopMachine;
import io.loopline.core.simulation.fault.Faults;
import java.util.ArrayList;
import java.util.List;

/** Runs one scenario to its end: until nothing is left that could happen. */
public final class Simulation {
  /** Far more than any run needs; one that gets here does not come to rest. */
  private static final int MOST_TASKS = 60_000;

  private final Scenario scenario;
  private final Machine machine;
  private final Schedule schedule = new Schedule();
  private final Broker broker = new Broker(schedule);
  private final List<String> struck = new ArrayList<>();
  private final World world;
  private final Chance root;

  private Simulation(Scenario scenario, Machine machine) {
    this.scenario = scenario;
    this.machine = machine;
    this.root = new Chance(scenario.seed()).fork("simulation");
    Weather weather = new Weather(scenario, root.fork("weather"));
    this.world =
        new World(
            schedule,
            broker,
            new Controller(schedule, broker, machine, root.fork("controller")),
            new Intake(schedule, broker, root.fork("intake")),
            new Limiter(schedule, broker, root.fork("limiter")),
            new Workers(schedule, broker, weather, root.fork("workers")),
            new People(root.fork("people")),
            weather.healedAtMs());
    new Operator(schedule, broker, root.fork("operator")).begin();
  }

  public static Dump run(Scenario scenario) {
    return run(scenario, LoopMachine::step);
  }

  public static Dump run(Scenario scenario, Machine machine) {
    return new Simulation(scenario, machine).run();
  }

  private Dump run() {
    submitGoals();
    scheduleFaults();
    schedule.after(world.healedAtMs(), () -> world.controller().setClockAhead(0));
    int tasks = 0;
    while (tasks < MOST_TASKS && schedule.runNext()) {
      tasks++;
    }
    return new Dump(
        scenario,
        machine,
        List.copyOf(broker.all()),
        broker.aborted(),
        world,
        tasks < MOST_TASKS,
        List.copyOf(struck));
  }

  private void submitGoals() {
    Chance chance = root.fork("submit");
    world
        .people()
        .goals()
        .forEach(goal ->
            schedule.after(
                chance.between(0, 5_000),
                () ->
                    world.produce(
                        Topic.GOALS, "client", new Message.Input(goal.loopId(), goal), chance)));
  }

  private void scheduleFaults() {
    for (Fault fault : Faults.ALL) {
      Chance chance = root.fork("fault " + fault.name());
      boolean on = chance.percent(50) && world.healedAtMs() > 0;
      int strikes = on ? 1 + chance.below(fault.most()) : 0;
      for (int i = 0; i < strikes; i++) {
        String name = fault.name() + "#" + i;
        Chance own = chance.fork(name);
        // more of them early, where every run still has live loops
        long latest = own.percent(50) ? Math.min(15_000, world.healedAtMs()) : world.healedAtMs();
        long at = own.between(0, latest);
        if (scenario.has(fault.name()) && scenario.has(name)) {
          schedule.after(
              at,
              () ->
                  struck.add(
                      "%s %s: %s".formatted(schedule.now(), name, fault.strike(world, own))));
        }
      }
    }
  }
}
