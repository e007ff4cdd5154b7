// One screener on a page, used as a person uses it: read the page, answer, go on.
import assert from 'node:assert/strict';
import { parts, questions } from './rulebook.mjs';
import { HOST } from './support.mjs';
import { fill, texts } from './texts.mjs';

const MOST_PAGES = 40;

/** What an amount of a document is in a year, or nothing where it is not told. */
function yearly(told, per = 'month') {
  if (told === undefined || told === null) return undefined;
  if (typeof told !== 'object') return Number(told) * (per === 'month' ? 12 : 1);
  // A range is told by its middle: it lies in the band of most of it.
  const amount = told.amount ?? ((Number(told.min ?? 0) + Number(told.max ?? told.min)) / 2);
  return Number(amount) * ((told.per ?? per) === 'month' ? 12 : 1);
}

export class Screener {
  constructor(page, language = 'zh-CN', host = HOST) {
    Object.assign(this, { page, language, host });
    this.frame = page.locator(`${host} .frame`);
  }

  get texts() { return texts(this.language); }

  own(key) {
    const text = this.texts[`own.${key}`];
    assert.ok(text, `the widget has no text ${key}`);
    return text;
  }

  /** What the page shows: heading, fields, buttons. */
  look() {
    return this.page.evaluate((host) => {
      const root = document.querySelector(host).shadowRoot;
      const frame = root.querySelector('.frame');
      const own = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
      const chip = (label) => ({
        text: (label.querySelector('span') ?? label).textContent,
        on: label.querySelector('input')?.checked ?? label.ariaPressed === 'true',
      });
      return {
        heading: frame.querySelector('h2').textContent,
        lang: frame.lang,
        progress: frame.querySelector('.progress')?.textContent ?? null,
        text: frame.innerText,
        buttons: [...frame.querySelectorAll('button')].map((button) => button.textContent),
        fields: [...frame.querySelectorAll('[id^=field]')].map((field) => ({
          id: field.id,
          kind: field.querySelector('.grid') ? 'needs' : field.querySelector('.search') ? 'place'
            : field.classList.contains('person') ? 'person' : field.classList.contains('asks') ? 'box' : 'entry',
          question: field.dataset.question ?? null,
          people: field.dataset.people?.split(' ').map(Number) ?? [],
          title: field.querySelector('legend, label')?.textContent ?? '',
          problem: field.querySelector('.problem')?.textContent ?? null,
          box: field.querySelector('.asked input') && {
            text: own(field.querySelector('.asked .choice span')),
            on: field.querySelector('.asked input').checked,
            unsure: field.querySelector('.asked .unsure').ariaPressed === 'true',
          },
          chips: [...field.querySelectorAll('.chip')].map(chip),
          choices: [...field.querySelectorAll('label.choice')].map(chip),
          lines: [...field.querySelectorAll('input[type=text]')].map((input) => ({
            label: root.querySelector(`label[for="${input.id}"]`).textContent, value: input.value,
          })),
          selects: [...field.querySelectorAll('select')].map((select) => select.value),
        })),
      };
    }, this.host);
  }

  /**
   * Does something that turns the page; waits until the new heading stands there and has the focus, or where a page is
   * come back to, the button that had led away from it.
   */
  async turn(action) {
    await this.page.evaluate((host) => {
      document.querySelector(host).shadowRoot.querySelector('h2').passed = true;
    }, this.host);
    await action();
    await this.page.waitForFunction((host) => {
      const root = document.querySelector(host).shadowRoot;
      const heading = root.querySelector('h2');
      const at = root.activeElement;
      return heading && !heading.passed && !root.querySelector('[aria-busy]') && at && (at === heading || at.name?.startsWith('to-'));
    }, this.host);
  }

  button(name) {
    return this.frame.getByRole('button', { name, exact: true });
  }

  press(key) {
    return this.turn(() => this.button(this.own(key)).click());
  }

  /** Continue, or Save where an answer is being changed. */
  goOn() {
    return this.turn(() => this.frame.locator('button.primary').last().click());
  }

  /** Leaves what is empty on the page as not known, and goes on. */
  skip() {
    return this.press('button.skip');
  }

  /** The element of a field, by its id, its place on the page or the question it asks. */
  field(of) {
    if (typeof of === 'number') return this.frame.locator('[id^=field]').nth(of);
    return this.frame.locator(of.startsWith('field') ? `#${of}` : `[data-question="${of}"]`).first();
  }

  /** Ticks or clears a box by its question or field. */
  async tick(of, on = true) {
    const box = this.field(of).locator('.asked input');
    if (await box.isChecked() !== on) await box.click();
    await this.settled(() => box.isChecked(), on);
  }

  /** Whether the box of a question is ticked. */
  ticked(of) {
    return this.field(of).locator('.asked input').isChecked();
  }

  async settled(look, wanted) {
    for (let tries = 0; await look() !== wanted; tries += 1) {
      assert.ok(tries < 100, 'what was pressed does not show');
      await this.page.waitForTimeout(10);
    }
  }

  /** Chooses the chip or row with exactly this text, or the option of a list. */
  async choose(of, text, on = true) {
    const field = this.field(of);
    const list = field.locator('select:not(.per)');
    if (await list.count() && !await field.locator('.chip, label.choice').count()) {
      return list.selectOption({ label: text });
    }
    const all = field.locator('.chips .chip, label.choice');
    const offered = await all.evaluateAll((found) => found.map((one) => (one.querySelector('span') ?? one).textContent));
    const at = offered.indexOf(text);
    assert.notEqual(at, -1, `${of} offers ${JSON.stringify(offered)}, not "${text}"`);
    const state = () => all.nth(at).evaluate((one) => one.querySelector('input')?.checked ?? one.ariaPressed === 'true');
    if (await state() !== on) await all.nth(at).click();
    return this.settled(state, on);
  }

  /** Types into a line. */
  async type(of, label, text) {
    await this.field(of).getByLabel(label, { exact: true }).fill(String(text));
  }

  /** Shows the other ways to answer than by one number. */
  async otherWays(of) {
    const more = this.field(of).locator('button.unsure[aria-expanded=false]');
    if (await more.count()) {
      await more.click();
      await more.waitFor({ state: 'detached' });
    }
  }

  /** A person of a family in the widget's words. */
  name(members, index) {
    const { relation } = members[index];
    const name = this.own(`who.${relation}`);
    const same = members.filter((member) => member.relation === relation);
    if (same.length === 1) return name;
    return fill(this.own('who.numbered'), { who: name, n: same.indexOf(members[index]) + 1 });
  }

  named(members, index) {
    const name = this.name(members, index);
    return name[0].toUpperCase() + name.slice(1);
  }

  /** Answers the page from a family; what was told goes into `asked`, a household document. */
  async answer(family, asked) {
    let page = await this.look();
    if (page.fields.some(({ kind }) => kind === 'person')) {
      await this.list(family, asked, page);
      page = { ...page, fields: page.fields.filter(({ kind }) => kind !== 'person') };
    }
    for (const field of page.fields) await this.answerField(field, family, asked);
    return this.goOn();
  }

  /** Puts everybody on the list who is not there, with their ages. */
  async list(family, asked, { fields }) {
    const listed = fields.filter(({ kind }) => kind === 'person').length;
    for (const { relation } of family.members.slice(listed)) {
      const option = this.texts[`relation.${relation}.title`];
      const rows = await this.frame.locator('.person').count();
      await this.frame.locator('.adding').getByRole('button', { name: fill(this.own('people.add'), { who: option }), exact: true }).click();
      await this.settled(() => this.frame.locator('.person').count(), rows + 1);
    }
    for (const [index, { id, relation, age, birth_date: birth }] of family.members.entries()) {
      const told = asked.members[index] ?? { id, relation };
      asked.members[index] = told;
      const row = this.frame.locator('.person').nth(index);
      const slot = await row.getAttribute('id');
      if (birth) {
        told.birth_date = birth;
        await this.otherWays(slot);
        await this.choose(slot, this.own('how.date'));
        const parts = birth.split('-');
        for (const [at, part] of ['year', 'month', 'day'].entries()) {
          await this.type(slot, this.own(`field.${part}`), Number(parts[at]));
        }
      } else if (age !== undefined) {
        told.age = age;
        if (await row.locator('label.choice').count()) await this.choose(slot, this.own('how.age'));
        await row.locator('input[type=text]').first().fill(String(age));
      } else {
        await this.otherWays(slot);
        await this.choose(slot, this.own('how.unknown'));
      }
    }
  }

  async answerField(field, family, asked) {
    if (field.kind === 'needs') return undefined;
    if (field.kind === 'place') {
      asked.region = family.region;
      return this.chooseRegion(family.region);
    }
    const question = questions[field.question];
    assert.ok(question, `the rulebook asks no ${field.question}`);
    if (['parents', 'spouse'].includes(question.form)) return this.link(field, question.form, family, asked);
    if (field.kind === 'box') {
      return question.form === 'tick' ? this.answerBox(field, question, family, asked) : this.answerOption(field, question, family, asked);
    }
    if (question.form === 'band') return this.answerBand(field, question, family, asked);
    const [member] = field.people;
    const [from, to] = member === undefined ? [family.household, asked.household] : [family.members[member], asked.members[member]];
    const [fact] = question.facts;
    const value = from[fact];
    if (value === undefined) return this.sayUnknown(field.id);
    to[fact] = value;
    return this.give(field, fact, value);
  }

  /** Who someone's parents or spouse are. */
  async link(field, key, family, asked) {
    const [member] = field.people;
    const linked = family.members[member][key];
    if (linked === undefined) return this.choose(field.id, this.own('how.unknown'));
    asked.members[member][key] = linked;
    for (const other of [linked].flat()) {
      const index = family.members.findIndex(({ id }) => id === other);
      await this.choose(field.id, this.named(family.members, index));
    }
    if ([linked].flat().length === 0) await this.choose(field.id, this.own('spouse.nobody'));
    return undefined;
  }

  /** A box about the household or some people: ticked for whom one of its facts is other than an empty box says. */
  async answerBox(field, question, family, asked) {
    const whom = field.people.length ? field.people : [undefined];
    const standing = whom.map((member) => {
      const [from, to] = member === undefined ? [family.household, asked.household] : [family.members[member], asked.members[member]];
      const values = question.facts.map((fact) => from[fact]);
      const is = (fact, value) => (question.empty[fact] === 0 ? Number(value) === 0 : value === question.empty[fact]);
      if (question.facts.some((fact, at) => values[at] !== undefined && !is(fact, values[at]))) {
        const [fact] = question.facts;
        if (question.facts.length === 1 && typeof values[0] === 'boolean') to[fact] = values[0];
        return 'ticked';
      }
      if (values.includes(undefined)) return 'unsure';
      for (const [at, fact] of question.facts.entries()) to[fact] = values[at];
      return 'empty';
    });
    return this.leave(field, standing, family);
  }

  /** Leaves a box as it stands for each of the people it asks about. */
  async leave(field, standing, family) {
    if (standing.includes('ticked')) {
      await this.tick(field.id);
      if (standing.length > 1) {
        for (const [at, stands] of standing.entries()) {
          if (stands === 'ticked') await this.choose(field.id, this.named(family.members, field.people[at]));
        }
        if (standing.includes('unsure')) await this.choose(field.id, this.own('whom.unsure'));
      }
    } else if (standing.includes('unsure')) {
      await this.field(field.id).locator('.asked .unsure').click();
    } else if (field.box.on) {
      await this.tick(field.id, false);
    }
  }

  /** One option of a set. */
  async answerOption(field, question, family, asked) {
    const [fact] = question.facts;
    const whom = field.people.length ? field.people : [undefined];
    const standing = whom.map((member) => {
      const [from, to] = member === undefined ? [family.household, asked.household] : [family.members[member], asked.members[member]];
      if (from[fact] === undefined) return 'unsure';
      to[fact] = from[fact];
      return from[fact].some((id) => this.texts[`option.${fact}.${id}.title`] === field.box.text) ? 'ticked' : 'empty';
    });
    const hidden = this.frame.locator('details.more:not([open]) summary');
    if (standing.some((stands) => stands !== 'empty') && await hidden.count()) await hidden.first().click();
    return this.leave(field, standing, family);
  }

  /** A range of a total: the one in which the sum lies. */
  async answerBand(field, question, family, asked) {
    const [fact] = question.facts;
    const own = parts(fact);
    const told = family.household[fact];
    const sums = own.flatMap((part) => family.members.map((member) => yearly(member[part], part.endsWith('_spending') ? 'year' : 'month')));
    const monthly = fact === 'income_total';
    const whole = own.length ? sums.reduce((sum, one) => sum + one, 0) / (monthly ? 12 : 1) : Number(told);
    if (Number.isNaN(whole)) return this.choose(field.id, this.own('how.unknown'));
    const number = (text) => Number(text.replaceAll(',', ''));
    const bands = field.choices.map(({ text }) => {
      for (const kind of ['between', 'up_to', 'below', 'above', 'from']) {
        const shape = this.own(`band.${kind}`).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
        const match = new RegExp(`^${shape.replace('{low}', '(?<low>[\\d.,]+)').replace('{high}', '(?<high>[\\d.,]+)')}$`).exec(text);
        if (match) return { text, kind, low: number(match.groups.low ?? '0'), high: number(match.groups.high ?? 'Infinity') };
      }
      return null;
    }).filter(Boolean);
    const inclusive = bands.some(({ kind }) => kind === 'up_to' || kind === 'above');
    const lies = ({ low, high }) => (inclusive ? (whole > low || low === 0) && whole <= high : whole >= low && whole < high);
    const band = bands.find(lies);
    assert.ok(band, `${fact}: no band for ${whole} among ${JSON.stringify(bands)}`);
    const cent = 0.01;
    const ends = {};
    if (band.low) ends.min = (inclusive ? band.low + cent : band.low).toFixed(2);
    if (band.high !== Infinity) ends.max = (inclusive ? band.high : band.high - cent).toFixed(2);
    // A sum that is told later, part by part, is nearer than its band.
    asked.household[fact] = own.length ? { ...ends, per: monthly ? 'month' : 'year' } : ends;
    return this.choose(field.id, band.text);
  }

  /** 'I don't know', where a field has it among its choices or behind its other ways. */
  async sayUnknown(of) {
    await this.otherWays(of);
    return this.choose(of, this.own('how.unknown'));
  }

  /** Gives a value of a document to the field of its fact. */
  async give(field, fact, value) {
    const option = (id) => this.texts[`option.${fact}.${id}.title`] ?? String(id);
    if (typeof value === 'boolean') return this.choose(field.id, this.own(value ? 'field.yes' : 'field.no'));
    if (field.lines.length === 0) return this.choose(field.id, option(value));
    const { amount = value, min, max, per } = typeof value === 'object' ? value : {};
    if (min !== undefined || max !== undefined) {
      await this.otherWays(field.id);
      await this.choose(field.id, this.own('how.about'));
      if (min !== undefined) await this.type(field.id, this.own('field.from'), min);
      if (max !== undefined) await this.type(field.id, this.own('field.to'), max);
    } else {
      await this.field(field.id).locator('input[type=text]').first().fill(String(amount));
    }
    const list = this.field(field.id).locator('select.per');
    for (let at = 0; per && at < await list.count(); at += 1) await list.nth(at).selectOption(per);
    return undefined;
  }

  /** Chooses a place, from the widest down. */
  async chooseRegion(code) {
    const lists = this.frame.locator('.search ~ .choices select');
    for (const [level, part] of [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code].entries()) {
      // Municipalities have districts directly below them.
      const list = lists.nth(level);
      const value = String(Number(part));
      if (await list.locator(`option[value="${value}"]`).count()) {
        await list.selectOption(value);
        await this.settled(() => list.inputValue(), value);
      }
      if (part === code) return;
    }
  }

  /**
   * Goes on until the results. `each` sees every page before it is answered. Gives the headings passed.
   */
  async toResults(answer, each = () => {}) {
    const headings = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const shown = await this.look();
      await each(shown);
      if (await this.atResults()) return headings;
      headings.push(shown.heading);
      await answer(shown);
    }
    return assert.fail(`no results after ${MOST_PAGES} pages: ${headings.join(' | ')}`);
  }

  /** Whether the results are shown. */
  async atResults() {
    return await this.frame.locator('.page .group').count() > 0;
  }

  /** Answers every page from a family, up to the results; gives the household document of what was asked. */
  async tell(family, each) {
    const members = family.members.map(({ id, relation }) => ({ id, relation }));
    const asked = { version: 1, date: family.date, region: family.region, household: {}, members };
    const urgent = this.own('urgent.title');
    const headings = await this.toResults(
      (shown) => (shown.heading === urgent ? this.goOn() : this.answer(family, asked)),
      each,
    );
    return { asked, headings };
  }

  /** Answers from a family until the page with this heading, or of which `wanted` says so; it is left as it is. */
  async until(family, wanted) {
    class Reached extends Error {}
    const is = wanted instanceof RegExp ? ({ heading }) => wanted.test(heading) : wanted;
    await this.tell(family, (shown) => {
      if (is(shown)) throw new Reached();
    }).then(() => assert.fail(`${wanted} was never asked`), (error) => {
      if (!(error instanceof Reached)) throw error;
    });
  }

  /** The same, until the page that asks a question of the rulebook. */
  asked(family, question) {
    return this.until(family, ({ fields }) => fields.some((field) => field.question === question));
  }

  /** Says 'not sure' to everything that is left, up to the results. */
  tellNothing(each) {
    return this.toResults(({ fields }) => (fields.length ? this.skip() : this.goOn()), each);
  }

  /** The row of a question in the list of answers, which is shown. */
  row(title) {
    return this.frame.locator('.row').filter({ has: this.page.locator('dt').getByText(title, { exact: true }) });
  }

  /** The answer in a row of the list of answers. */
  answerTo(title) {
    return this.row(title).locator('dd').first().textContent();
  }

  /** Opens the question of a row of the list of answers. */
  change(title) {
    return this.turn(() => this.row(title).getByRole('button').click());
  }

  /** The group of the results in which a programme stands first. */
  async verdict(program) {
    const title = this.texts[`program.${program}.title`];
    const groups = Object.entries(await this.results());
    const found = groups.find(([, shown]) => shown.some((one) => one.title.startsWith(title)));
    assert.ok(found, `${title} is not among the results`);
    return found[0];
  }

  /** The results as they stand there: what leads to each programme, by group; what is folded too. */
  results() {
    return this.page.evaluate((host) => {
      const root = document.querySelector(host).shadowRoot;
      const own = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
      const shown = (button) => {
        const card = button.closest('.card');
        return {
          title: own(button),
          people: [...(card?.querySelectorAll('.chip') ?? [])].map((chip) => chip.textContent),
          amount: card?.querySelector('.amount b')?.textContent ?? null,
          name: button.name,
        };
      };
      return Object.fromEntries(['urgent', 'likely', 'worth', 'follows', 'possible', 'unlikely'].map((group) => (
        [group, [...root.querySelectorAll(`.group.${group} button[name]`)].filter((button) => button.name.startsWith('to-') && !button.ariaLabel).map(shown)]
      )));
    }, this.host);
  }

  /** Opens the page of a programme, by the name of what leads to it. */
  async programme(name) {
    await this.page.evaluate(([host, name]) => {
      const button = document.querySelector(host).shadowRoot.querySelector(`.page [name="${name}"]`);
      for (let at = button.parentElement; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
    }, [this.host, name]);
    await this.turn(() => this.frame.locator(`.page [name="${name}"]`).first().click());
    return this.page.evaluate((host) => {
      const root = document.querySelector(host).shadowRoot;
      return {
        heading: root.querySelector('h2').textContent,
        standings: [...root.querySelectorAll('.details .conditions')].map((list) => ({
          title: list.parentElement.querySelector('h3, summary').textContent,
          conditions: [...list.querySelectorAll(':scope > .condition')].map((item) => ({
            head: item.querySelector('p').textContent,
            sentence: item.querySelectorAll('p')[1].textContent,
            cites: [...item.querySelectorAll('.cites li')].map((cite) => cite.textContent),
          })),
        })),
      };
    }, this.host);
  }
}
