import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';

/**
 * Makes one model: some state of a site that is open, and the acts upon it. It takes what it needs of other models from
 * the workspace, and leaves nothing running that does not end with it.
 */
export type Model<M> = (workspace: Workspace) => M;

/** All models of one site, from when it is opened until it is left. */
export type Workspace = {
  /** Undefined while no site is known that could be opened. */
  siteId: string | undefined;
  /** The one model of its kind, made when it is first asked for. Throws where the site was left. */
  get: <M>(model: Model<M>) => M;
  /** Runs as `effect` does, until the site is left. */
  effect: (run: () => unknown) => void;
  /** Has something done when the site is left; what was named last is done first. */
  onLeave: (end: () => void) => void;
  /** Ends all that runs in it. */
  leave: () => void;
};

/** A workspace for a site, in which nothing is made yet. */
export function makeWorkspace(siteId: string | undefined): Workspace {
  const made = new Map<Model<unknown>, unknown>();
  const making = new Set<Model<unknown>>();
  const ends: (() => void)[] = [];
  let left = false;

  const workspace: Workspace = {
    siteId,
    get: <M>(model: Model<M>): M => {
      if (made.has(model)) return made.get(model) as M;
      if (left) throw new Error(`${model.name} is asked for, and the site was left.`);
      if (making.has(model)) throw new Error(`${model.name} needs itself.`);
      making.add(model);
      const one = untracked(() => model(workspace));
      making.delete(model);
      made.set(model, one);
      return one;
    },
    effect: (run) => {
      workspace.onLeave(
        effect(() => {
          const end = run();
          return typeof end === 'function' ? () => end() : undefined;
        }),
      );
    },
    onLeave: (end) => {
      ends.push(end);
    },
    leave: () => {
      left = true;
      for (const end of ends.splice(0).toReversed()) end();
    },
  };
  return workspace;
}

const open: Signal<Workspace> = signal(makeWorkspace(undefined));
/** The workspace on screen. */
export const openWorkspace: ReadonlySignal<Workspace> = open;

/** Leaves the site on screen and opens another. What belonged to the former ends; what it kept stays kept. */
export function enterSite(siteId: string | undefined): Workspace {
  const former = open.peek();
  open.value = makeWorkspace(siteId);
  former.leave();
  return open.peek();
}

/** The workspace of a site, where that site is on screen. */
export function workspaceOf(siteId: string): Workspace | undefined {
  return open.peek().siteId === siteId ? open.peek() : undefined;
}

/** A model of the site on screen, for a component: it is drawn again with that of the next site. */
export function useModel<M>(model: Model<M>): M {
  return open.value.get(model);
}
