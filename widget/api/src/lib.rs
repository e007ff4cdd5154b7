//! The screener without its interface: the documents of the command line, for teams with pages of their own.

#[path = "../../src/host/clock.rs"]
mod clock;

use std::cell::{Cell, RefCell};

use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};
use yingbao_core::{
    domain::Day,
    js::{page_value, screen_value},
    rulebook::Rulebook,
    ruleset::Rulesets,
};

use crate::clock::today;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A number as it is known: exact text or a number, a range, or not at all. */
export type Known<T> = T | null | { min?: T; max?: T } | { one_of: T[] } | { declined: true };
/** A sum over time, by the month unless `per` says otherwise. */
export type Flow = Known<number | string>
  | { amount: number | string; per: 'month' | 'year' }
  | { min?: number | string; max?: number | string; per: 'month' | 'year' };
/** A household document, version 1. Absent always means unknown. */
export interface Household {
  version: 1;
  date?: string;
  region?: string | null;
  parameters?: Record<string, unknown>;
  household?: Record<string, unknown>;
  members: Array<{ id: string; relation?: Known<string>; [fact: string]: unknown }>;
}
export interface Ends { min?: string; max?: string }
export interface Criterion {
  id: string;
  /** `null`: open. */
  holds: boolean | null;
  waived?: true;
  left?: Ends;
  op?: '<' | '<=' | '>' | '>=' | '==' | '!=';
  right?: Ends;
  margin?: Ends;
  cites: string[];
  uses: string[];
}
export interface Program {
  id: string;
  unit: 'household' | 'member';
  member: string | null;
  verdict: 'likely' | 'possible' | 'unlikely';
  /** What a possible one waits for: the family's answers, the office or place alone, or the programmes in `follows`. */
  open?: 'answers' | 'office' | 'follows';
  /** Ids of programmes; with their verdicts settled, so is this one. */
  follows?: string[];
  /** CNY; without `max`: at least. */
  amount?: Ends & { per: 'month' | 'year' | 'once' };
  criteria: Criterion[];
  missing: string[];
  amount_missing: string[];
  notes: string[];
}
/** How two programmes that look likely or possible go together: the first excludes, opens or tops up the second. */
export interface Together {
  kind: 'excludes' | 'opens' | 'tops_up' | 'higher_of';
  program: string;
  member: string | null;
  with: string;
  with_member: string | null;
  cites: string[];
}
/** A screening document, version 1. Decimals are strings. */
export interface Screening {
  version: 1;
  date: string;
  region: string | null;
  rulebook: { id: string; version: string; digest: string };
  programs: Program[];
  together: Together[];
  next: string[];
  parameters: Record<string, unknown>;
  error?: undefined;
}
/** A document that cannot be read: where, what stands there, what was expected. */
export interface Refusal {
  error: { path: string; found: string; expected: string; message: string };
}
export interface Options {
  /** Stands in for a missing `date`; without it the device's day. */
  today?: string;
}
/** Screens one household. Nothing is sent; the rules must be loaded first. */
export function screen(household: Household, options?: Options): Screening | Refusal;

/** One question of a page, about the household or about some people. */
export interface Item {
  /** Its id. */
  key: string;
  /** What `asked` is to hold once the page is left: one for the household, or one for each of `people`. With `?` before it
   * the person was not sure, and no finer question follows. */
  keys: string[];
  form: 'tick' | 'band' | 'field' | 'region' | 'parents' | 'spouse';
  /** Where the answer goes: `household.savings`, `members.*.wage`. Of several in a field one will do, but for a box. */
  asks: string[];
  /** Ids of the people it is asked about: write it of nobody else. */
  people?: string[];
  /** What a box says of someone it is left empty for, by fact. */
  unticked?: Record<string, unknown>;
  /** What it says of someone it is ticked for; without it nothing yet. */
  ticked?: Record<string, unknown>;
  /** What can be chosen, each as the value of its fact. */
  bands?: Ends[];
  /** What an entry left empty means; without it: not known. */
  blank?: 0 | [];
}
/** The page to show next. */
export interface Page {
  /** `null`: nothing more that is asked can change a result. */
  page: string | null;
  /** The person, for a page shown once for each. */
  member: string | null;
  /** How many come after it, as far as is known now. */
  ahead: number;
  items: Item[];
  error?: undefined;
}
export interface Wanted extends Options {
  /** What the family comes for: these pages come first, and none is left out. */
  needs?: string[];
  /** Only what these ask for: the way from a result, its `missing`. */
  only?: string[];
}
/** The interview's next page: what could still change a result for this household, but for what was asked already. Write the
 * answers into the household and the keys into `asked`, and call it again until `page` is `null`. */
export function interview(household: Household, asked: string[], options?: Wanted): Page | Refusal;
"#;

thread_local! {
    static BOOK: Cell<Option<&'static Rulebook>> = const { Cell::new(None) };
}

/// Takes the rules of all places, as the rulebook builder wrote them.
///
/// # Errors
///
/// Where the bytes are no rulebook of this version.
#[wasm_bindgen]
pub fn load(rulebook: &[u8]) -> Result<(), JsError> {
    // Before anything can panic: the usual hook would print what was handed over to the console.
    std::panic::set_hook(Box::new(|_| {}));
    let book = Rulebook::from_bytes(rulebook).map_err(|error| JsError::new(&error.to_string()))?;
    // Kept for as long as the page: every call reads it.
    BOOK.set(Some(Box::leak(Box::new(book))));
    Ok(())
}

/// Screens one household document.
///
/// # Errors
///
/// Where no rules are loaded, and what the document's own code throws. A document that cannot be read is an answer, not an
/// error.
#[wasm_bindgen(skip_typescript)]
pub fn screen(household: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let day = day(&options)?;
    rulesets(&mut |rulesets| screen_value(rulesets, &household, Some(day)))
}

/// The interview's next page.
///
/// # Errors
///
/// Where no rules are loaded, and what the code of an argument throws. A document that cannot be read is an answer, not an
/// error.
#[wasm_bindgen(skip_typescript)]
pub fn interview(household: JsValue, asked: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let day = day(&options)?;
    rulesets(&mut |rulesets| page_value(rulesets, &household, &asked, &options, Some(day)))
}

/// The day to go by.
fn day(options: &JsValue) -> Result<Day, JsValue> {
    if !options.is_object() {
        return Ok(today());
    }
    let told = js_sys::Reflect::get(options, &JsValue::from_str("today"))?;
    Ok(told.as_string().and_then(|text| Day::parse(&text)).unwrap_or_else(today))
}

/// Rules that a page asks for again and again.
const KEPT: usize = 4;
/// Bytes of the stack that a call must find. It grows downwards to address 0; a document's own code, a getter or a proxy,
/// may call again within a call, and each takes some of it.
const ROOM: usize = 512 * 1024;

thread_local! {
    static RULESETS: RefCell<Option<Rulesets<'static>>> = const { RefCell::new(None) };
}

/// Answers by the rules that are loaded, those resolved before among them.
fn rulesets(
    answer: &mut dyn FnMut(&mut Rulesets<'static>) -> Result<JsValue, JsValue>,
) -> Result<JsValue, JsValue> {
    let book = BOOK.get().ok_or_else(|| JsError::new("no rules: call load() with a rulebook first"))?;
    let here = 0u8;
    if std::ptr::from_ref(std::hint::black_box(&here)).addr() < ROOM {
        return Err(JsError::new("screen() within screen() without end: give plain data").into());
    }
    // A document's own code may call again: then that call resolves anew.
    let kept = RULESETS.take().filter(|rulesets| std::ptr::eq(rulesets.book(), book));
    let mut kept = kept.unwrap_or_else(|| Rulesets::new(book, KEPT));
    let value = answer(&mut kept);
    RULESETS.set(Some(kept));
    value
}
