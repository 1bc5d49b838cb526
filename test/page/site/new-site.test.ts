import { beforeAll, describe, expect, test } from 'vitest';
import { nowHearing } from '../../../client/core/index.ts';
import { site } from '../../../client/site/index.ts';
import {
  makeTypedSite,
  newSiteRefused,
  newSiteShown,
  typedSite,
  typeSite,
} from '../../../client/site/new-site.store.ts';
import { atWork } from '../../support/page/at-work.ts';
import { loseAnswers, mendLine } from '../../support/page/changes.ts';

describe('the form of a new site', () => {
  const { line } = atWork();

  beforeAll(nowHearing);

  test('says what is wrong, keeps what is typed, and is empty once the site is made', async () => {
    newSiteShown.value = true;
    typeSite({ name: ' ', code: 'x' });
    await makeTypedSite();
    expect(newSiteRefused.value?.faults.map(({ pointer }) => pointer)).toEqual(['/name', '/code']);
    expect(line.sent).toEqual([]);
    typeSite({ name: 'Made here', code: 'MAH' });
    await makeTypedSite();
    expect(site.value).toMatchObject({ name: 'Made here', code: 'MAH' });
    expect(typedSite.value).toMatchObject({ name: '', code: '' });
    expect([newSiteShown.value, newSiteRefused.value]).toEqual([false, undefined]);
  });

  test('is sent under one id until it is made, and what was typed since is a site of its own', async () => {
    typeSite({ name: 'Once' });
    const { id } = typedSite.value;
    loseAnswers(line);
    await makeTypedSite();
    expect(typedSite.value).toMatchObject({ id, name: 'Once' });
    expect(newSiteShown.value).toBe(true);
    mendLine(line);
    typeSite({ name: 'Twice' });
    await makeTypedSite();
    expect(newSiteRefused.value?.sentence).toContain('is made already');
    expect(typedSite.value.name).toBe('Twice');
    await makeTypedSite();
    expect(site.value).toMatchObject({ name: 'Twice' });
    expect(typedSite.value.name).toBe('');
  });
});
