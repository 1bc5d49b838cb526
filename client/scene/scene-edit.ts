import { meantDate } from '#domain/acquired/written-date.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import type { Scene, ScenePatch } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { type StatedField, statedFields } from '#domain/vocabulary/statement.contract.ts';
import type { MetadataFields } from './metadata-fields.ts';
import { furtherFields } from './scene-field.ts';

/** A scene's form. `base` is the scene that the fields were filled from; what differs from it is sent. */
export type SceneEdit = {
  sceneId: string;
  /** Another form of the same scene has another one. */
  form: string;
  base: Scene;
  fields: MetadataFields;
  /** How often it was sent and came back: the field that is to be mended then gets the focus, and at no other time. */
  returned: number;
  faults: Fault[];
  sentence?: string;
  /** What others changed since the form was opened or sent, in the order of the fields. */
  elsewhere?: StatedField[];
  /** What others changed in fields that are typed into, before the form was sent or those were typed into again. */
  unseen?: StatedField[];
  /** What was sent and not answered: where the scene becomes that, nobody else changed it. */
  unanswered?: MetadataFields;
};

/** A form as it is opened. */
export function blankEdit(scene: Scene, form: string): SceneEdit {
  return { sceneId: scene.id, form, base: scene, fields: fieldsOf(scene), returned: 0, faults: [] };
}

/** A form with something typed into it. */
export function typedInto(edit: SceneEdit, change: Partial<MetadataFields>): SceneEdit {
  const { unseen, ...rest } = edit;
  const left = unseen?.filter((name) => !(name in change)) ?? [];
  return { ...rest, fields: { ...edit.fields, ...change }, ...(left.length > 0 && { unseen: left }) };
}

/** A form that was sent and came back: what it tells is seen. */
export function returned(edit: SceneEdit): SceneEdit {
  const { elsewhere: _told, unseen: _seen, ...rest } = edit;
  return { ...rest, returned: edit.returned + 1 };
}

/** True where something is typed that the scene does not say. */
export function isTyped({ base, fields }: SceneEdit): boolean {
  return Object.keys(touched(fieldsOf(base), fields)).length > 0;
}

/** The fields that were typed into since they stood as before. */
export function touched(before: MetadataFields, now: MetadataFields): Partial<MetadataFields> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => value !== before[name as StatedField]),
  );
}

export function fieldsOf(scene: Scene): MetadataFields {
  const further = furtherFields.map(({ name }) => [name, String(scene[name] ?? '')]);
  return {
    ...(Object.fromEntries(further) as MetadataFields),
    title: scene.title,
    acquired: scene.acquired,
    synthetic: scene.synthetic,
  };
}

/** What a scene says in its fields once a patch is done. */
export function fieldsAfter(scene: Scene, patch: ScenePatch): MetadataFields {
  return fieldsOf({ ...scene, ...patch } as Scene);
}

/**
 * A form laid on its scene as it is now: fields that were not touched take what is there, those that both changed keep
 * what is typed and tell what is there.
 */
export function laidOn(current: Scene, edit: SceneEdit): SceneEdit {
  const {
    base,
    fields,
    unanswered,
    elsewhere = [],
    unseen: unseenBefore = [],
    sentence: former,
    ...rest
  } = edit;
  const before = fieldsOf(base);
  const now = fieldsOf(current);
  const own = touched(before, fields);
  const others = statedFields.filter(
    (name) => now[name] !== before[name] && now[name] !== unanswered?.[name],
  );
  const both = others.filter((name) => name in own && now[name] !== fields[name]);
  const names = statedFields.filter((name) => elsewhere.includes(name) || others.includes(name));
  const unseen = [...both, ...unseenBefore.filter((name) => !others.includes(name))];
  const sentence = others.length > 0 ? changedMeanwhile(names) : former;
  return {
    ...rest,
    base: current,
    fields: { ...now, ...own },
    // What is wrong with a field that took another value is wrong no more.
    faults: [
      ...edit.faults.filter(({ pointer }) => others.every((name) => !isAt(pointer, name))),
      ...both.map((name) => ({
        pointer: `/${name}`,
        detail: `Now there: ${isolated(String(now[name] || 'nothing'))}.`,
      })),
    ],
    ...(names.length > 0 && { elsewhere: names }),
    ...(unseen.length > 0 && { unseen }),
    ...(sentence !== undefined && { sentence }),
    ...(unanswered && { unanswered }),
  };
}

/** What differs from the scene, as the contract wants it: figures as numbers, what was emptied as null. */
export function changesOf({ base, fields }: SceneEdit): Record<string, unknown> {
  const before = fieldsOf(base);
  const figures: ReadonlySet<string> = new Set(
    furtherFields.flatMap(({ name, unit }) => (unit === undefined ? [] : [name])),
  );
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([name, value]) => value !== before[name as StatedField])
      .map(([name, value]) => {
        if (value === '' && name !== 'title' && name !== 'acquired') return [name, null];
        if (name === 'acquired') return [name, meantDate(String(value), new Date())];
        return [name, figures.has(name) ? Number(value) : value];
      }),
  );
}

const labels = new Map<StatedField, string>([
  ['acquired', 'date'],
  ...furtherFields.map(({ name, label }) => [name, label.toLowerCase()] as const),
]);

function changedMeanwhile(names: StatedField[]): string {
  return `This scene was changed meanwhile: ${names.map((name) => labels.get(name) ?? name).join(', ')}.`;
}

function isAt(pointer: string, name: string): boolean {
  return pointer === `/${name}` || pointer.startsWith(`/${name}/`);
}
