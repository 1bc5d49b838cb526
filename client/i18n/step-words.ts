import { isolated } from '#domain/text/text.rules.ts';

/** Members of a draft, as they follow 'changing the'. */
const members = {
  geometry: 'outline',
  structure: 'structure',
  structureOther: 'words for the structure',
  structureId: 'structure it is the same as',
  change: 'change',
  damageGrade: 'damage grade',
  beforeSceneId: 'date before',
  afterSceneId: 'date after',
  title: 'title',
  count: 'count',
  description: 'description',
} as const;

/** What was done, as it follows 'Undo: '. A number is that of a saved change. */
export const stepWords = {
  cornerBack: 'the last corner',
  drawing: (number: string) => `drawing ${number}`,
  changing: (number: string) => `changing ${number}`,
  deleting: (number: string) => `deleting ${number}`,
  restoring: (number: string) => `restoring ${number}`,
  superseding: (number: string) => `superseding ${number}`,
  endingSupersession: (number: string) => `taking back that ${number} is superseded`,
  /** A step of what is not saved yet; without a member it is the drawing itself. */
  draft: (member: keyof typeof members | undefined, number: string | undefined) =>
    member
      ? `changing the ${members[member]} of ${number ?? 'the new change'}`
      : number
        ? `changing ${number}`
        : 'drawing the new change',
  look: (date: string) => `changing the look of ${date}`,
  details: (date: string) => `changing the details of ${date}`,
  moving: (date: string) => `moving ${date}`,
  marking: 'marking a point',
  pairing: (count: number) => `marking pair ${count}`,
  unpairing: 'taking a pair away',
  fitting: 'laying by the pairs',
  zeroing: 'laying back to zero',
  proposing: 'laying as proposed',
  laying: (date: string, on: string | undefined) => `laying ${date} on ${on ?? 'another date'}`,
  renamingSite: (name: string) => `renaming ${name}`,
  closing: (name: string) => `closing ${name}`,
  offering: (name: string) => `offering ${name} again`,
  siteChangedSince: (name: string) => `${name} was changed since. Change it by hand.`,
  removingOverlay: (name: string) => `taking away '${name}'`,
  sceneChangedSince: (date: string) =>
    `${date} was changed since. Undoing would set that aside: open it, and change it by hand.`,
  sighting: (number: string, shown: string, date: string | undefined) =>
    `marking ${number} ${shown}${date ? ` on ${date}` : ''}`,
  sightings: (number: string, count: number) => `marking ${number} on ${count} dates`,
  markedSince: 'That image was marked anew since: the newer mark stands.',
  markedBy: (name: string) => `${isolated(name)} marked that, and nobody else can take it back.`,
  notOpenNow: 'That was done in a tool that is closed now.',
  beingChanged: (number: string) => `${number} is being changed: save that first, or discard it.`,
  /** Why something was deleted, as it goes on record. */
  drawingUndone: 'Its drawing was undone.',
  needsReason: (number: string) =>
    `${number} was judged or changed by somebody else: delete it by hand, and say why.`,
  judgementsKept: (number: string) => `The judgements of ${number} stay.`,
  changedSince: (number: string) =>
    `${number} was changed since. Undoing would set that aside: open it, and change it by hand.`,
} as const;
