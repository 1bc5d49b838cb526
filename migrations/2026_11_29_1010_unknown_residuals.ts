import { type Kysely, sql } from 'kysely';

/**
 * Residuals stored so far were the spread of the fit over the very points that made it; what is left at others was
 * not measured. A residual that somebody stated by other means stays.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`update scene set placement = jsonb_set(placement, '{residual}', 'null') where placement ? 'residual'`.execute(
    database,
  );
  await sql`
    update scene set offset_residual = null
    where offset_note like 'Phase correlation%' or offset_note like '%pair% of points, RMS%'`.execute(
    database,
  );
}
