// Twenty ordinary families, entered by clicking: each page asks what the interview of the command line says it asks.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { yingbao } from './command.mjs';
import { Screener } from './screener.mjs';
import { DAY, close, launch, open, ready, root } from './support.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const folder = resolve(root, 'tests/interview/families');
const families = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** The demonstration page, with no place set by its host. */
const nowhere = (page) => page.route('**/index.html', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/ region="\d+"/, '') });
});

/** What a page draws, by the ids of the rulebook's questions, each once. */
function drawn({ fields }, several) {
  // Adding a person tells the relation.
  const kinds = { place: ['region'], person: several ? ['relation', 'birth_date'] : ['birth_date'] };
  const asked = fields.filter(({ kind }) => kind !== 'needs').flatMap(({ kind, question }) => question ?? kinds[kind]);
  return [...new Set(asked)];
}

for (const name of families) {
  test(`the pages of ${name}`, async () => {
    const family = { ...JSON.parse(readFileSync(resolve(folder, name), 'utf8')), date: DAY };
    const lines = yingbao(['interview', '--needs', 'living'], family).trim().split('\n').map((line) => JSON.parse(line));
    const played = lines.filter((line) => line.page).map(({ questions }) => questions);
    const page = await open(browser, '/index.html', { width: 360, height: 740, before: nowhere });
    await ready(page);
    const screener = new Screener(page);
    const needs = screener.texts['need.living.title'];
    const pages = [];
    await screener.tell(family, async (shown) => {
      const [first] = shown.fields;
      if (first?.kind === 'needs') await screener.choose(first.id, needs);
      if (shown.fields.length) pages.push(drawn(shown, family.members.length > 1));
    });
    assert.deepEqual(pages, played);
    assert.deepEqual(page.printed, []);
    await close(page);
  });
}
