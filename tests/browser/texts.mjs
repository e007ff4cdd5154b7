// The texts that the widget shows, read from the files they are written in.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './support.mjs';

// Sections and one-line strings: the message files hold nothing else.
function read(path, into) {
  let section = '';
  for (const line of readFileSync(resolve(root, path), 'utf8').split('\n')) {
    const head = /^\[(.+)\]$/.exec(line);
    const entry = /^([\w-]+) = (".*")$/.exec(line);
    if (head) section = head[1];
    else if (entry) into[`${section}.${entry[1]}`] = JSON.parse(entry[2]);
  }
  return into;
}

const files = {};

/** All texts of a language: the rulebook's, and the widget's own after `own.`. */
export function texts(language) {
  if (!files[language]) {
    const own = read(`widget/messages/${language}.toml`, {});
    const all = {};
    const folder = `core/rulebooks/cn/messages/${language}`;
    for (const name of readdirSync(resolve(root, folder), { recursive: true })) {
      if (name.endsWith('.toml')) read(`${folder}/${name}`, all);
    }
    for (const [key, text] of Object.entries(own)) all[`own.${key}`] = text;
    files[language] = all;
  }
  return files[language];
}

/** A text with its placeholders filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** A pattern that matches a text whatever stands in its placeholders; {who} is remembered. */
export function pattern(text) {
  const plain = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain.replaceAll('{who}', '(.+)').replace(/\{\w+\}/g, '.+')}$`, 'iu');
}
