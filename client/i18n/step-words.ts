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
  superseding: (number: string) => `superseding ${number}`,
  endingSupersession: (number: string) => `taking back that ${number} is superseded`,
  /** A step of what is not saved yet; without a member it is the drawing itself. */
  draft: (member: keyof typeof members | undefined, number: string | undefined) =>
    member
      ? `changing the ${members[member]} of ${number ?? 'the new change'}`
      : number
        ? `changing ${number}`
        : 'drawing the new change',
  changedSince: (number: string) =>
    `${number} was changed since. Undoing would set that aside: open it, and change it by hand.`,
} as const;
