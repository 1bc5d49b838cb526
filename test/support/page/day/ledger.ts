/** What is typed of a change. */
export type Words = { title: string; description: string };
export type Field = keyof Words;
export type Typed = Partial<Words>;

/** A change, as an analyst remembers what was done with it. */
export type Claim = {
  id: string;
  /** For the list of acts. */
  name: string;
  siteId: string;
  /** What is on the server; undefined while nothing is. */
  saved?: Words | undefined;
  deleted: boolean;
  /** What is typed and not saved, nothing of what is drawn alone; undefined where there is no draft. */
  typed?: Typed | undefined;
  /** What of a drawing had arrived although that was not heard. */
  arrived?: Typed | undefined;
  /** True of a drawing that had arrived unheard, once somebody else changed it: what is saved then is a change of it. */
  isOthersToo?: boolean;
  /** True of a drawing of which it was not heard yet that it is saved. */
  isNew: boolean;
  /** True while what was sent last of it had arrived unheard: whether a further save is a step of its own is not known. */
  isUnheard: boolean;
  /** How often a draft of it was begun. */
  drafts: number;
  /** How often it was heard that it is saved. */
  saves: number;
};

/** What can be taken back. */
export type Step = {
  /** Its name, as far as it is known. */
  label: RegExp;
  affects: string;
  draft?: true;
  joins?: string;
  /** True where only the server knows which of two it was. */
  isUnsure?: boolean;
  undo: () => void;
  redo: () => void;
};

/**
 * What an analyst did on two sites, and what must therefore be found: written beside the page and knowing nothing of
 * its models.
 */
export class Ledger {
  readonly claims = new Map<string, Claim>();
  /** Outlines that were begun and not closed, and their sites. */
  readonly sketches = new Map<string, string>();
  /** Assessments that are typed, by change. */
  readonly typedAssessments = new Map<string, string>();
  /** Those that are on the server, by change. */
  readonly judged = new Map<string, Set<string>>();
  /** By 'structure scene'. */
  readonly notes = new Map<string, string>();
  /** By 'structure scene': what it shows; undefined once that was taken back. */
  readonly marks = new Map<string, { state: string | undefined; claim: Claim }>();
  /** By scene: its gamma. */
  readonly looks = new Map<string, number | undefined>();
  /** By scene: how far east it is laid, and not saved. */
  readonly laid = new Map<string, { siteId: string; east: number }>();
  /** By scene: how far east it lies on the server. */
  readonly offsets = new Map<string, number>();
  /** By site: the names of what is laid over. */
  readonly overlays = new Map<string, Set<string>>();

  #past: Step[] = [];
  #future: Step[] = [];
  #sameMoment = false;
  #stay = 0;

  /** Which stay at a site this is. */
  get stay(): number {
    return this.#stay;
  }

  /** A site is left: nothing of it can be taken back any more. */
  leave(): void {
    this.#stay++;
    this.#past = [];
    this.#future = [];
  }

  /** Some time passes: what is typed from now on is another step. */
  pause(): void {
    this.#sameMoment = false;
  }

  top(direction: 'undo' | 'redo'): Step | undefined {
    return (direction === 'undo' ? this.#past : this.#future).at(-1);
  }

  /** Does what a step says, and keeps it. */
  did(step: Step): void {
    step.redo();
    this.record(step);
  }

  /** Keeps a step that was done. */
  record(step: Step): void {
    const last = this.#past.at(-1);
    const isOne =
      this.#sameMoment && step.joins !== undefined && last?.joins === step.joins && this.#future.length === 0;
    if (isOne) this.#past.pop();
    this.#past.push(isOne ? { ...step, undo: last!.undo } : step);
    this.#future = [];
    this.#sameMoment = true;
  }

  /** The newest step was taken back, or done again. */
  moved(direction: 'undo' | 'redo'): void {
    const [from, to] = this.#stacks(direction);
    const step = from.pop();
    step?.[direction]();
    if (step) to.push(step);
    this.pause();
  }

  /** It never can be. */
  dropped(direction: 'undo' | 'redo'): void {
    this.#stacks(direction)[0].pop();
  }

  /** What was typed is saved, or given up: its steps are worth nothing. */
  settle(id: string): void {
    const stays = ({ draft, affects }: Step) => !draft || affects !== id;
    this.#past = this.#past.filter(stays);
    this.#future = this.#future.filter(stays);
  }

  /** The changes of a site that hold something, in the order in which they were drawn. */
  of(siteId: string): Claim[] {
    return [...this.claims.values()].filter((one) => one.siteId === siteId);
  }

  #stacks(direction: 'undo' | 'redo'): [Step[], Step[]] {
    return direction === 'undo' ? [this.#past, this.#future] : [this.#future, this.#past];
  }
}

/** True of a change of which something is drawn or typed and not saved. */
export function isUnsaved({ isNew, typed }: Claim): boolean {
  return typed !== undefined && (isNew || Object.keys(typed).length > 0);
}

export function isThere({ saved, deleted }: Claim): boolean {
  return saved !== undefined && !deleted;
}

export function isLook({ joins }: Step): boolean {
  return joins?.startsWith('look ') ?? false;
}
