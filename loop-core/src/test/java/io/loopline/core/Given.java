package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Tables in words: {@code given(state).when(event).thenPhase(...).thenEffects(...)}. */
final class Given {
  private final LoopState before;
  private final Transition last;

  private Given(LoopState before, Transition last) {
    this.before = before;
    this.last = last;
  }

  static Given given(LoopState state) {
    return new Given(
        state,
        new Transition(state, List.of(), Disposition.IGNORED, "", List.of(), List.of(), null));
  }

  static Given given(LoopEvent... history) {
    Given given = given(new LoopState.Absent());
    for (LoopEvent event : history) {
      given = given.when(event);
    }
    return given;
  }

  Given when(LoopEvent event) {
    return new Given(last.next(), LoopMachine.step(last.next(), event));
  }

  Given thenPhase(Class<? extends Phase> phase) {
    assertThat(live().phase()).as(last.note()).isInstanceOf(phase);
    return this;
  }

  Given thenEffects(Class<?>... types) {
    assertThat(last.effects())
        .as(last.note())
        .extracting(Object::getClass)
        .isEqualTo(List.of(types));
    return this;
  }

  Given then(Disposition disposition) {
    assertThat(last.disposition()).as(last.note()).isEqualTo(disposition);
    return this;
  }

  /** The loop ended now, with one result. */
  Given thenStops(StopReason reason) {
    assertThat(last.next()).as(last.note()).isInstanceOf(LoopState.Terminated.class);
    assertThat(((LoopState.Terminated) last.next()).stopReason()).isEqualTo(reason);
    assertThat(effect(Effect.EmitResult.class).reason()).isEqualTo(reason);
    return this;
  }

  /** Nothing of the loop changed but the number of its last decision. */
  Given thenUnchanged() {
    assertThat(Sequences.erased(last.next())).isEqualTo(Sequences.erased(before));
    return this;
  }

  Transition transition() {
    return last;
  }

  LoopState.Live live() {
    assertThat(last.next()).as(last.note()).isInstanceOf(LoopState.Live.class);
    return (LoopState.Live) last.next();
  }

  <E extends Effect> E effect(Class<E> type) {
    List<E> found = last.effects().stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as("%s in %s", type.getSimpleName(), last.effects()).hasSize(1);
    return found.getFirst();
  }
}
