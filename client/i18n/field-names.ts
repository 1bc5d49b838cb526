/** What an annotation says, by the names of its members, as labels of two versions side by side. */
export const fieldNames = {
  geometry: 'Outline',
  structure: 'What it was',
  structureOther: 'In words',
  structureId: 'Same structure as',
  change: 'What happened',
  damageGrade: 'Damage grade',
  beforeSceneId: 'Before',
  afterSceneId: 'After',
  title: 'Title',
  count: 'Count',
  description: 'Description',
} as const;
