import type { Annotation, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import { type Reply, request, write } from '../../core/index.ts';

/** A page of the list. */
export type AnnotationPage = { features: Annotation[] };

const address = (id: string) => `/api/annotations/${id}`;
/** The strong entity tag of a revision. */
const tagOf = (revision: number) => `"${revision}"`;

/** One page, by the address that the page before gave, or by query. Throws RequestFailure. */
export function fetchPage(path: string, signal: AbortSignal): Promise<Reply<AnnotationPage>> {
  return request<AnnotationPage>('GET', path, { signal });
}

export async function fetchAnnotation(id: string): Promise<Annotation> {
  return (await request<Annotation>('GET', address(id))).data;
}

/** Stores a new annotation; sent again with the same id and content it is stored once. */
export async function postAnnotation(siteId: string, input: AnnotationInput): Promise<Annotation> {
  return (await write<Annotation>('POST', `/api/sites/${siteId}/annotations`, { body: input })).data;
}

/** Replaces what a client may set, where `revision` is still the present one; else 412 with `current`. */
export async function replaceAnnotation(
  input: AnnotationInput,
  id: string,
  revision: number,
): Promise<Annotation> {
  return (await write<Annotation>('PUT', address(id), { body: input, ifMatch: tagOf(revision) })).data;
}

/** Takes an annotation away; restoreAnnotation brings it back. */
export async function deleteAnnotation(id: string, revision: number): Promise<void> {
  await write('DELETE', address(id), { ifMatch: tagOf(revision) });
}

export async function restoreAnnotation(id: string): Promise<Annotation> {
  return (await write<Annotation>('POST', `${address(id)}/restore`)).data;
}

export async function requestReview(id: string): Promise<Annotation> {
  return (await write<Annotation>('POST', `${address(id)}/review-request`)).data;
}

export async function supersede(id: string, by: string): Promise<Annotation> {
  return (await write<Annotation>('POST', `${address(id)}/supersede`, { body: { by } })).data;
}

export async function takeSupersessionBack(id: string): Promise<Annotation> {
  return (await write<Annotation>('DELETE', `${address(id)}/supersede`)).data;
}
