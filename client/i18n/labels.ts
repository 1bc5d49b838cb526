import type { ComparisonMode, damageGrades } from '#domain/annotation/annotation.contract.ts';
import type {
  Confidence,
  credibilities,
  Likelihood,
  reliabilities,
  rivalKinds,
  rivalStates,
  SourceKind,
  Verdict,
} from '#domain/assessment/assessment.contract.ts';
import type { ObscuredBy, SightingState, StructureKind } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import type { CoordinateForm } from '../coordinates/index.ts';

type Code<List extends readonly (string | number)[]> = List[number];

/** A word or short phrase for every code that the screen shows. */
export type Labels = {
  structure: Record<StructureKind, string>;
  change: Record<Change, string>;
  changeMeaning: Record<Change, string>;
  damageGrade: Record<Code<typeof damageGrades>, string>;
  status: Record<Status, string>;
  verdict: Record<Verdict, string>;
  likelihood: Record<Likelihood, string>;
  /** The per cent that the words of ICD 203 stand for. */
  likelihoodRange: Record<Likelihood, string>;
  confidence: Record<Confidence, string>;
  source: Record<SourceKind, string>;
  reliability: Record<Code<typeof reliabilities>, string>;
  credibility: Record<Code<typeof credibilities>, string>;
  rival: Record<Code<typeof rivalKinds>, string>;
  rivalState: Record<Code<typeof rivalStates>, string>;
  mode: Record<ComparisonMode, string>;
  coordinateForm: Record<CoordinateForm, string>;
  sightingState: Record<SightingState, string>;
  obscuredBy: Record<ObscuredBy, string>;
};

export const labels: Labels = {
  structure: {
    guard_tower: 'Guard tower',
    guard_post: 'Guard post',
    gate: 'Gate',
    perimeter: 'Perimeter (fence or wall)',
    detention_building: 'Detention or interrogation building',
    prisoner_housing: 'Prisoner housing',
    staff_housing: 'Staff housing',
    administration: 'Administration',
    barracks: 'Barracks',
    mine: 'Mine',
    light_industry: 'Light industry',
    agricultural_building: 'Agricultural building',
    storage: 'Storage',
    public_building: 'Public building (school, culture)',
    burial_site: 'Burial site',
    road_or_bridge: 'Road or bridge',
    other: 'Other',
  },
  change: {
    razed: 'Razed',
    demolished: 'Demolished',
    damaged: 'Damaged',
    altered: 'Altered',
    constructed: 'Constructed',
    no_visible_change: 'No visible change',
  },
  changeMeaning: {
    razed: 'Removed, the site cleared',
    demolished: 'Destroyed, rubble or traces remain',
    damaged: 'Standing, but harmed',
    altered: 'Extended, re-roofed or put to another use',
    constructed: 'Not there before',
    no_visible_change: 'Looked at, and nothing was found',
  },
  damageGrade: {
    destroyed: 'Destroyed',
    damaged: 'Damaged',
    possibly_damaged: 'Possibly damaged',
    no_visible_damage: 'No visible damage',
    not_applicable: 'Not applicable',
  },
  status: {
    observed: 'Observed by one analyst',
    in_review: 'Second reading asked for',
    corroborated: 'Corroborated',
    disputed: 'Disputed',
    rejected: 'Rejected',
    superseded: 'Superseded',
  },
  verdict: {
    agree: 'Agrees',
    disagree: 'Disagrees',
    no_such_change: 'No such change',
    cannot_tell: 'Cannot tell',
  },
  likelihood: {
    almost_no_chance: 'Almost no chance',
    very_unlikely: 'Very unlikely',
    unlikely: 'Unlikely',
    roughly_even_chance: 'Roughly even chance',
    likely: 'Likely',
    very_likely: 'Very likely',
    almost_certain: 'Almost certain',
  },
  likelihoodRange: {
    almost_no_chance: '1–5%',
    very_unlikely: '5–20%',
    unlikely: '20–45%',
    roughly_even_chance: '45–55%',
    likely: '55–80%',
    very_likely: '80–95%',
    almost_certain: '95–99%',
  },
  confidence: { low: 'Low', moderate: 'Moderate', high: 'High' },
  source: {
    imagery: 'Imagery',
    testimony: 'Testimony',
    news: 'News',
    official_statement: 'Official statement',
    document: 'Document',
    other: 'Other',
  },
  reliability: {
    A: 'Completely reliable',
    B: 'Usually reliable',
    C: 'Fairly reliable',
    D: 'Not usually reliable',
    E: 'Unreliable',
    F: 'Cannot be judged',
  },
  credibility: {
    1: 'Confirmed by other sources',
    2: 'Probably true',
    3: 'Possibly true',
    4: 'Doubtful',
    5: 'Improbable',
    6: 'Cannot be judged',
  },
  rival: {
    season_or_vegetation: 'Season or vegetation',
    snow: 'Snow',
    shadow: 'Shadow',
    lean: 'Lean (parallax)',
    cloud_or_haze: 'Cloud or haze',
    misregistration: 'Misregistration',
    resolution: 'Resolution',
    reroofing: 'Re-roofing',
    other: 'Another explanation',
  },
  rivalState: { open: 'Open', kept: 'Kept', dismissed: 'Dismissed' },
  mode: {
    swipe: 'Swipe',
    side_by_side: 'Side by side',
    blink: 'Blink',
    spyglass: 'Spyglass',
    blend: 'Blend',
    difference: 'Difference',
  },
  coordinateForm: {
    decimal: 'Decimal degrees',
    dms: 'Degrees, minutes, seconds',
    utm: 'UTM',
    mgrs: 'MGRS',
  },
  sightingState: {
    intact: 'Intact',
    damaged: 'Damaged',
    demolished: 'Demolished',
    razed: 'Razed',
    altered: 'Altered',
    under_construction: 'Under construction',
    absent: 'Absent',
    obscured: 'Obscured',
    outside_image: 'Outside image',
    too_coarse: 'Too coarse',
    not_assessed: 'Not assessed',
  },
  obscuredBy: {
    cloud: 'Cloud',
    shadow: 'Shadow',
    lean: 'Lean',
    snow: 'Snow',
    vegetation: 'Vegetation',
    other: 'Other',
  },
};
