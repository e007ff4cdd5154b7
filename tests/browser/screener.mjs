// One screener on a page, used as a person uses it: read the page, answer, go on.
import assert from 'node:assert/strict';
import { HOST } from './support.mjs';
import { fill, pattern, texts } from './texts.mjs';

const MOST_PAGES = 200;

/** Boxes about several facts, with what an empty one means for each. */
const BOXES = {
  needs_care: { needs_long_term_care: false, dependency: 'none' },
  away: { co_resident: true, absence: 'none' },
};

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
      return {
        heading: frame.querySelector('h2').textContent,
        lang: frame.lang,
        progress: frame.querySelector('.progress').textContent,
        text: frame.innerText,
        buttons: [...frame.querySelectorAll('button')].map((button) => button.textContent),
        fields: [...frame.querySelectorAll('fieldset.field')].map((field) => ({
          question: field.querySelector('legend').textContent,
          problem: field.querySelector('.problem')?.textContent ?? null,
          choices: [...field.querySelectorAll('label.choice')].map((label) => ({
            text: own(label.querySelector('span')),
            box: label.querySelector('input').type === 'checkbox',
            on: label.querySelector('input').checked,
            rest: label.closest('.rest') !== null,
          })),
          lines: [...field.querySelectorAll('input[type=text]')].map((input) => ({
            label: root.querySelector(`label[for="${input.id}"]`).textContent,
            value: input.value,
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
      return heading && !heading.passed && at && (at === heading || at.name?.startsWith('to-'));
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

  field(slot) {
    return this.frame.locator('fieldset.field').nth(slot);
  }

  /** Chooses the choice with exactly this text. */
  async choose(slot, text, on = true) {
    const { fields } = await this.look();
    const index = fields[slot].choices.findIndex((choice) => choice.text === text);
    assert.notEqual(index, -1, `"${fields[slot].question}" offers ${JSON.stringify(fields[slot].choices)}, not "${text}"`);
    if (fields[slot].choices[index].on !== on) {
      await this.field(slot).locator('label.choice').nth(index).click();
    }
    await this.page.waitForFunction(([host, slot, text, on]) => {
      const field = document.querySelector(host).shadowRoot.querySelectorAll('fieldset.field')[slot];
      const label = [...field.querySelectorAll('label.choice')].find((label) => label.innerText.startsWith(text));
      return label?.querySelector('input').checked === on;
    }, [this.host, slot, text, on]);
  }

  /** Types into a line. */
  async type(slot, label, text) {
    await this.field(slot).getByLabel(label, { exact: true }).fill(String(text));
  }

  /** Answers every field of the page with "I don't know". */
  async sayUnknown() {
    const { fields } = await this.look();
    for (const [slot, { choices, selects }] of fields.entries()) {
      if (selects.length) {
        await this.field(slot).locator('select').first().selectOption('?');
      } else if (choices.some((choice) => choice.rest)) {
        await this.choose(slot, this.own('ticks.rest_unknown'));
      } else {
        await this.choose(slot, this.own('how.unknown'));
      }
    }
  }

  /** What facts a field asks for, and of whom. */
  asks(field, who) {
    const found = [];
    const statements = field.choices.filter((choice) => choice.box && !choice.rest).map((choice) => choice.text);
    for (const [key, text] of Object.entries(this.texts)) {
      const [, member, fact, part] = /^fact\.(member\.)?(\w+)\.(question|title)$/.exec(key) ?? [];
      if (!fact) continue;
      if (part === 'question') {
        const match = pattern(text).exec(field.question);
        if (match) return [{ fact, member: member ? who(match[1]) : undefined }];
      } else if (statements.includes(text)) {
        const at = field.question.indexOf(this.language === 'en' ? ': ' : '：');
        const person = this.language === 'en' ? field.question.slice(at + 2) : field.question.slice(at + 1);
        found.push({ fact, title: text, member: member ? who(person) : undefined });
      }
    }
    assert.equal(found.length, statements.length, `what does "${field.question}" ask?`);
    return found;
  }

  /** A person of a family in the widget's words. */
  name(members, index) {
    const { relation } = members[index];
    const name = this.own(`who.${relation}`);
    const same = members.filter((member) => member.relation === relation);
    if (same.length === 1) return name;
    const values = { who: name, n: same.indexOf(members[index]) + 1 };
    return fill(this.own('who.numbered'), values);
  }

  /** Answers the page from a family; what was asked goes into `asked`, a household document. */
  async answer(family, asked) {
    const page = await this.look();
    const who = (words) => {
      const index = family.members.findIndex((_, at) => this.name(family.members, at).toLowerCase() === words.toLowerCase());
      assert.notEqual(index, -1, `who is "${words}"?`);
      return index;
    };
    const people = this.own('people.title');
    if (page.heading === people) {
      const listed = asked.members.length;
      if (listed < family.members.length) return this.press('button.add');
      return this.press('people.done');
    }
    for (const [slot, field] of page.fields.entries()) {
      await this.answerField(slot, field, page, family, asked, who);
    }
    return this.goOn();
  }

  async answerField(slot, field, page, family, asked, who) {
    const own = (key) => this.own(key);
    const born = field.question === own('people.self_birth') || field.question === own('people.birth');
    if (field.selects.length) {
      asked.region = family.region;
      return this.chooseRegion(slot, family.region);
    }
    if (field.question === own('people.relation')) {
      const member = family.members[asked.members.length];
      return this.choose(slot, this.texts[`relation.${member.relation}.title`]);
    }
    if (born) {
      const index = field.question === own('people.self_birth') ? 0 : asked.members.length;
      const { id, relation, age, birth_date: birth } = family.members[index];
      const told = asked.members[index] ?? { id, relation };
      asked.members[index] = told;
      if (birth) {
        told.birth_date = birth;
        await this.choose(slot, own('how.date'));
        const parts = birth.split('-');
        for (const [at, part] of ['year', 'month', 'day'].entries()) {
          await this.type(slot, own(`field.${part}`), Number(parts[at]));
        }
      } else {
        told.age = age;
        await this.choose(slot, own('how.age'));
        await this.type(slot, own('field.age'), age);
      }
      return undefined;
    }
    for (const [link, key] of [['parents', 'parents.title'], ['spouse', 'spouse.title']]) {
      const match = pattern(own(key)).exec(field.question);
      if (match) {
        const index = who(match[1]);
        const linked = family.members[index][link];
        if (linked === undefined) return this.sayUnknownIn(slot, field);
        asked.members[index][link] = linked;
        for (const other of [linked].flat()) {
          const words = this.name(family.members, family.members.findIndex((member) => member.id === other));
          await this.choose(slot, words[0].toUpperCase() + words.slice(1));
        }
        return undefined;
      }
    }
    const whom = pattern(own('whom.title').replace('{title}', '{who}')).exec(field.question);
    if (whom) return this.answerWhom(slot, field, whom[1], family, asked, who);
    const facts = this.asks(field, who);
    assert.ok(facts.length, `what does "${field.question}" ask?`);
    const values = facts.map(({ fact, member }) => {
      const from = member === undefined ? family.household : family.members[member];
      const to = member === undefined ? asked.household : asked.members[member];
      if (from[fact] !== undefined) to[fact] = from[fact];
      return from[fact];
    });
    if (facts[0].title) {
      for (const [at, { title }] of facts.entries()) await this.choose(slot, title, values[at] === true);
      if (values.includes(undefined)) await this.choose(slot, own('ticks.rest_unknown'));
      return undefined;
    }
    const [{ fact }] = facts;
    const [value] = values;
    if (value === undefined) return this.sayUnknownIn(slot, field);
    return this.give(slot, field, fact, value);
  }

  /** Ticks the people whom a box concerns; for the others its facts are what an empty box means. */
  async answerWhom(slot, field, title, family, asked, who) {
    const own = (key) => this.own(key);
    const nothing = [false, 0, 'none', 'full', 'normal', 'home'];
    const is = (value) => (Array.isArray(value) ? value.length === 0 : nothing.includes(value));
    const said = (name) => this.texts[name].toLowerCase() === title.toLowerCase();
    const box = Object.entries(BOXES).find(([id]) => said(`box.${id}.title`));
    const key = Object.keys(this.texts).find((name) => /^fact\.member\.\w+\.title$/.test(name) && said(name));
    assert.ok(box || key, `what does "${field.question}" ask?`);
    const facts = box ? Object.keys(box[1]) : [key.split('.')[2]];
    const empty = (fact, value) => (box ? value === box[1][fact] : is(value));
    let [unknown, passed] = [false, false];
    for (const { text } of field.choices.filter((choice) => choice.box)) {
      const index = who(text);
      const values = facts.map((fact) => family.members[index][fact]);
      const concerned = facts.some((fact, at) => values[at] !== undefined && !empty(fact, values[at]));
      await this.choose(slot, text, concerned);
      if (!concerned) passed = true;
      if (!concerned && values.includes(undefined)) unknown = true;
      // Who is ticked is asked next, where there is more to say than yes.
      else if (!concerned || (facts.length === 1 && values[0] === true)) {
        for (const [at, fact] of facts.entries()) asked.members[index][fact] = values[at];
      }
    }
    if (unknown) await this.sayUnknownIn(slot, field);
    else if (passed) await this.choose(slot, own('whom.rest_no'));
  }

  sayUnknownIn(slot, field) {
    const rest = field.choices.some((choice) => choice.rest);
    return this.choose(slot, this.own(rest ? 'ticks.rest_unknown' : 'how.unknown'));
  }

  /** Gives a value of a document to the field of its fact. */
  async give(slot, field, fact, value) {
    const option = (id) => this.texts[`option.${fact}.${id}.title`] ?? String(id);
    if (Array.isArray(value)) {
      for (const id of value) await this.choose(slot, option(id));
      return;
    }
    if (typeof value === 'boolean') return this.choose(slot, this.own(value ? 'field.yes' : 'field.no'));
    const { amount = value, min, max, per } = typeof value === 'object' ? value : {};
    if (field.lines.length === 0) return this.choose(slot, option(value));
    if (min !== undefined || max !== undefined) {
      await this.choose(slot, this.own('how.about'));
      if (min !== undefined) await this.type(slot, this.own('field.from'), min);
      if (max !== undefined) await this.type(slot, this.own('field.to'), max);
    } else {
      await this.choose(slot, this.own('how.exact'));
      await this.field(slot).locator('input[type=text]').fill(String(amount));
    }
    if (per) await this.choose(slot, this.own(`field.per_${per}`));
  }

  /** Chooses a place, from the widest down. */
  async chooseRegion(slot, code) {
    for (const [level, part] of [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code].entries()) {
      const select = this.field(slot).locator('select').nth(level);
      const before = level === 0 || part.slice(0, level * 2) !== code;
      if (!before) return;
      // Municipalities have districts directly below them.
      const offered = await select.locator(`option[value="${part}"]`).count();
      if (offered) await select.selectOption(part);
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
      if (shown.heading === this.own('results.title')) return headings;
      headings.push(shown.heading);
      await answer(shown);
    }
    return assert.fail(`no results after ${MOST_PAGES} pages: ${headings.join(' | ')}`);
  }

  /** Answers every page from a family, up to the results; gives the household document of what was asked. */
  async tell(family, each) {
    const asked = { version: 1, date: family.date, region: family.region, household: {}, members: [] };
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

  /** Says "I don't know" to everything, up to the results. */
  async tellNothing(each) {
    const headings = await this.toResults(async (shown) => {
      if (shown.heading === this.own('people.title')) return this.press('people.done');
      await this.sayUnknown();
      return this.goOn();
    }, each);
    return headings;
  }

  /** The results as they stand there: groups of cards. */
  results() {
    return this.page.evaluate((host) => {
      const root = document.querySelector(host).shadowRoot;
      const card = (article) => ({
        title: article.querySelector('h4').textContent,
        action: article.querySelector('.action').textContent,
        amount: article.querySelector('.amount bdi')?.textContent ?? null,
        outline: [...article.querySelectorAll(':scope > p')].map((line) => line.textContent),
        settles: [...article.querySelectorAll(':scope > div > ul.rows > li > span')].map((line) => line.textContent),
        conditions: [...article.querySelectorAll('ul.conditions')].map((list) => (
          [...list.querySelectorAll(':scope > .condition')].map((item) => ({
            standing: item.querySelector('p b').textContent,
            head: item.querySelector('p').textContent,
            sentence: item.querySelectorAll('p')[1].textContent,
            cites: [...item.querySelectorAll('.cites li')].map((cite) => cite.textContent),
          }))
        )),
      });
      return Object.fromEntries(['likely', 'possible', 'unlikely'].map((verdict) => (
        [verdict, [...root.querySelectorAll(`.group.${verdict} > .card`)].map(card)]
      )));
    }, this.host);
  }
}
