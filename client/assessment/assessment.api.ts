import type { Assessment } from '#domain/assessment/assessment.contract.ts';
import { api, told } from '../core/index.ts';

/** All assessments of an annotation, oldest first. Throws RequestFailure, or the abort's own error. */
export async function fetchAssessments(annotationId: string, signal?: AbortSignal): Promise<Assessment[]> {
  const params = { path: { annotationId } };
  const asking = api.GET('/api/annotations/{annotationId}/assessments', {
    params,
    ...(signal && { signal }),
  });
  return (await told(asking)).data.items;
}
