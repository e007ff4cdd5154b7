// What the interview asks and how, read from the files the rulebook is written in.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './support.mjs';

// Inline tables and arrays on one line become JSON by their marks alone.
const value = (text) => JSON.parse(text
  .replace(/([{,]\s*)([\w-]+)\s*=/g, '$1"$2":')
  .replace(/,(\s*[\]}])/g, '$1'));

/** The tables of an array of tables, such as `[[question]]`. */
function tables(path, name) {
  const found = [];
  let now;
  let open = '';
  for (const line of readFileSync(resolve(root, path), 'utf8').split('\n')) {
    if (/^\s*#/.test(line)) continue;
    const head = /^\[+([\w.]+)\]+$/.exec(line);
    if (head) {
      now = undefined;
      if (head[1] === name) found.push(now = {});
      continue;
    }
    const text = open + line.trim();
    const entry = /^([\w-]+)\s*=\s*(.+)$/.exec(text);
    if (!now || !entry) continue;
    // An array over several lines ends where its brackets do.
    const depth = (entry[2].match(/\[/g)?.length ?? 0) - (entry[2].match(/\]/g)?.length ?? 0);
    open = depth > 0 ? `${text} ` : '';
    if (!open) now[entry[1]] = value(entry[2]);
  }
  return found;
}

/** All questions by their ids. */
export const questions = Object.fromEntries(
  tables('core/rulebooks/cn/questions.toml', 'question').map((question) => {
    const { facts = [], unticked } = question;
    // What an empty box says of each of its facts.
    const empty = unticked === undefined ? undefined
      : Object.fromEntries(facts.map((fact) => [fact, typeof unticked === 'object' ? unticked[fact] : unticked]));
    return [question.id, { form: 'field', ...question, facts, empty }];
  }),
);

/** All facts of households and members. */
export const facts = tables('core/rulebooks/cn/facts.toml', 'fact');

/** The facts that a total of the household is the sum of. */
export const parts = (total) => facts.find(({ id, entity }) => id === total && entity === 'household')?.total_of ?? [];
