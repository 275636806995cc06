/**
 * Answers that are found in portions: nothing here waits, so whoever asks decides how long it may
 * work at a time. The state must stand still until the answer is there.
 */
export interface Portions<Answer> {
  /** Works on about `units` pages, slots, events or the like; true when the answer is there. */
  work(units: number): boolean;
  /** To be asked once it is there. */
  readonly answer: Answer;
}

/** Works until the answer is there. */
export function whole<Answer>(portions: Portions<Answer>): Answer {
  while (!portions.work(Infinity));
  return portions.answer;
}

/** An answer that is quick once `first` has been worked at. */
export function after<Answer>(
  first: Pick<Portions<unknown>, 'work'>,
  answer: () => Answer,
): Portions<Answer> {
  return {
    work: (units) => first.work(units),
    get answer() {
      return answer();
    },
  };
}

/** An answer that is worked at once `first` has been; `next` is asked for when its turn comes. */
export function then<Answer>(
  first: Pick<Portions<unknown>, 'work'>,
  next: () => Portions<Answer>,
): Portions<Answer> {
  let second: Portions<Answer> | undefined;
  return {
    work(units) {
      if (second === undefined) {
        if (!first.work(units)) return false;
        second = next();
      }
      return second.work(units);
    },
    get answer() {
      return second!.answer;
    },
  };
}

/** One answer after the other; `of` is only asked when its turn comes. */
export class Each<Answer> implements Portions<readonly Answer[]> {
  private readonly answers: Answer[] = [];
  private current: Portions<Answer> | undefined;

  constructor(
    private readonly count: number,
    private readonly of: (index: number) => Portions<Answer>,
  ) {}

  work(units: number): boolean {
    if (this.answers.length === this.count) return true;
    this.current ??= this.of(this.answers.length);
    if (!this.current.work(units)) return false;
    this.answers.push(this.current.answer);
    this.current = undefined;
    return this.answers.length === this.count;
  }

  get answer(): readonly Answer[] {
    return this.answers;
  }
}
