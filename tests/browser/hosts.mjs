// Pages that do something to what the widget needs, or that it needs to live with: one a line, by kind.
//
// `script` runs at the head of the page, before the loader; `style` and `head` stand there too; `loader` is in place of the tag; `attributes`
// are those of the element and `body` says where it stands; `headers`, `type`, `doctype` and `html` are the page's; `slow` delays the files.
// `falls` is a page where the widget itself does not run, and the page's own text or a message stands in its place.
import { element, tag } from './portal.mjs';

const late = (time, what) => `<script>setTimeout(() => { ${what} }, ${time});</script>`;
const put = (into = 'document.body') => `${into}.insertAdjacentHTML('beforeend', ${JSON.stringify(element())});`;
const csp = (policy) => ({ headers: { 'content-security-policy': policy } });
const frame = (attributes = '') => (one) => `<iframe title="frame" width="380" height="760" ${attributes} srcdoc="${
  `<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'>${tag()}</head><body>${one}</body></html>`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;

/** What pages put into the place of what browsers have, or beside it. */
const GLOBALS = {
  'Object.prototype has signal, once and capture': () => Object.assign(Object.prototype, { signal: {}, once: true, capture: true, passive: true }),
  'Object.prototype has mode, method, body and headers': () => Object.assign(Object.prototype, { mode: 'no-cors', method: 'POST', body: 'x', headers: { a: 'b' } }),
  'Object.prototype has bubbles, composed, detail and preventScroll': () => Object.assign(Object.prototype, { bubbles: false, composed: false, cancelable: true, preventScroll: false, block: 'end' }),
  'Object.prototype has value, writable and enumerable': () => Object.assign(Object.prototype, { value: 1, writable: false, enumerable: true, configurable: false }),
  'Object.prototype has each, keys, extend and clone': () => Object.assign(Object.prototype, { each() {}, keys() { return []; }, extend() {}, clone() { return {}; } }),
  'Object.prototype has class, part, lang and id': () => Object.assign(Object.prototype, { class: 'x', part: 'y', lang: 'fr', id: 'z', style: 'display: none' }),
  'Object.prototype has module, exports and default': () => Object.assign(Object.prototype, { module: {}, exports: {}, default: {}, module_or_path: 'x' }),
  'Object.prototype has integrity and priority': () => Object.assign(Object.prototype, { integrity: 'sha384-x', priority: 'x', credentials: 'omit', redirect: 'error', cache: 'only-if-cached' }),
  'Object.prototype has extends': () => Object.assign(Object.prototype, { extends: 'p', is: 'x' }),
  'Object.prototype has a key that throws when read': () => Object.defineProperty(Object.prototype, 'parent', { get() { throw new Error('of the page'); } }),
  'Object.prototype has numbers as keys': () => Object.assign(Object.prototype, { 0: 'a', 1: 'b', length: 2 }),
  'Object.prototype has toJSON': () => { Object.prototype.toJSON = () => 'x'; },
  'Object.prototype.toString is another': () => { Object.prototype.toString = () => '[object Page]'; },
  'Object.prototype.hasOwnProperty is another': () => { Object.prototype.hasOwnProperty = () => false; },
  'Object.prototype.valueOf is another': () => { Object.prototype.valueOf = () => NaN; },
  'Object.keys is a for-in': () => { Object.keys = (one) => { const found = []; for (const key in one) found.push(key); return found; }; },
  'Object.assign is a for-in': () => { Object.assign = (into, ...all) => { for (const one of all) for (const key in one) into[key] = one[key]; return into; }; },
  'Object.create knows no null': () => { Object.create = (one) => { function F() {} F.prototype = one || Object.prototype; return new F(); }; },
  'Object.freeze does nothing': () => { Object.freeze = (one) => one; },
  'Object.defineProperty is wrapped': () => { const own = Object.defineProperty; Object.defineProperty = (one, key, how) => own(one, key, how); },
  'Object.entries and fromEntries are gone': () => { delete Object.entries; delete Object.fromEntries; },
  'frozen prototypes': () => { [Object, Array, Function, String, Promise, Map].forEach((one) => Object.freeze(one.prototype)); },
  'frozen prototypes of the document': () => { [Node, Element, HTMLElement, Event, EventTarget, Document].forEach((one) => Object.freeze(one.prototype)); },
  'Function.prototype.bind is an old one': () => { Function.prototype.bind = function bind(one, ...first) { const own = this; return function bound(...rest) { return own.apply(one, first.concat(rest)); }; }; },
  'Function.prototype.call and apply are wrapped': () => { const { apply } = Reflect; Function.prototype.call = function call(one, ...all) { return apply(this, one, all); }; },
  'Function.prototype has methods': () => Object.assign(Function.prototype, { wrap() {}, curry() {}, delay() {}, defer() {}, extend() {} }),
  'Array.prototype has keys of its own': () => { Array.prototype.extra = () => 1; Array.prototype.last = function last() { return this[this.length - 1]; }; },
  'Array.prototype has toJSON': () => { Array.prototype.toJSON = () => 'x'; },
  'Array.prototype is looped by for-in': () => { Array.prototype.remove = function remove() { return this; }; Array.prototype.map = function map(does) { const all = []; for (const key in this) if (this.hasOwnProperty(key)) all.push(does(this[key], +key, this)); return all; }; },
  'Array.prototype.forEach, filter and indexOf are old ones': () => {
    Array.prototype.forEach = function forEach(does) { for (let at = 0; at < this.length; at += 1) does(this[at], at, this); };
    Array.prototype.filter = function filter(does) { const all = []; for (let at = 0; at < this.length; at += 1) if (does(this[at], at, this)) all.push(this[at]); return all; };
    Array.prototype.indexOf = function indexOf(one) { for (let at = 0; at < this.length; at += 1) if (this[at] === one) return at; return -1; };
  },
  'Array.prototype.includes, find and flat are gone': () => { delete Array.prototype.includes; delete Array.prototype.find; delete Array.prototype.flat; },
  'Array.prototype.concat is another': () => { Array.prototype.concat = function concat(...all) { const made = [...this]; all.forEach((one) => { for (const item of [].slice.call(one)) made.push(item); }); return made; }; },
  'Array.prototype.reverse copies': () => { const own = Array.prototype.reverse; Array.prototype.reverse = function reverse(inline) { return own.call(inline === false ? this : [...this]); }; },
  'Array.from is an old one': () => { Array.from = (one) => { const all = []; for (let at = 0; at < one.length; at += 1) all.push(one[at]); return all; }; },
  'Array.isArray is gone': () => { delete Array.isArray; },
  'an array iterates by another iterator': () => { Array.prototype[Symbol.iterator] = function* each() { for (let at = 0; at < this.length; at += 1) yield this[at]; }; },
  'String.prototype has other methods of the same name': () => { String.prototype.startsWith = function startsWith(one) { return this.lastIndexOf(one, 0) === 0; }; String.prototype.strip = function strip() { return this; }; String.prototype.sub = function sub() { return this; }; },
  'String.prototype.replace and split are wrapped': () => { for (const name of ['replace', 'split']) { const own = String.prototype[name]; String.prototype[name] = function wrapped(...all) { return own.apply(this, all); }; } },
  'String.prototype.trim is gone': () => { delete String.prototype.trim; },
  'Number.prototype and Number are others': () => { Number.prototype.times = function times() { return this; }; delete Number.isInteger; delete Number.isSafeInteger; },
  'RegExp.prototype.test and exec are wrapped': () => { for (const name of ['test', 'exec']) { const own = RegExp.prototype[name]; RegExp.prototype[name] = function wrapped(...all) { return own.apply(this, all); }; } },
  'Window is another': () => { globalThis.Window = class {}; },
  'Element is another': () => { globalThis.Element = class {}; },
  'Node and Text are others': () => { globalThis.Node = class {}; globalThis.Text = class {}; },
  'HTMLInputElement is another': () => { globalThis.HTMLInputElement = class {}; },
  'HTMLSelectElement is another': () => { globalThis.HTMLSelectElement = class {}; },
  'KeyboardEvent and MouseEvent are others': () => { globalThis.KeyboardEvent = class {}; globalThis.MouseEvent = class {}; },
  'ShadowRoot is another': () => { globalThis.ShadowRoot = class {}; },
  'Error is another': () => { const Own = Error; globalThis.Error = function Other(text) { return new Own(text); }; globalThis.Error.prototype = Own.prototype; },
  'Error.prepareStackTrace throws': () => { Error.prepareStackTrace = () => { throw new Error('of the page'); }; },
  'Promise is a library': () => {
    const Own = Promise;
    globalThis.Promise = class Library extends Own { constructor(does) { super((done, failed) => setTimeout(() => { try { does(done, failed); } catch (e) { failed(e); } })); } done() {} };
  },
  'Promise.prototype.then is wrapped': () => { const own = Promise.prototype.then; Promise.prototype.then = function then(done, failed) { return own.call(this, done, failed); }; },
  'Promise.prototype.finally is gone': () => { delete Promise.prototype.finally; },
  'Promise.all is an old one': () => { Promise.all = (all) => new Promise((done, failed) => { const made = []; let left = all.length; all.forEach((one, at) => one.then((value) => { made[at] = value; left -= 1; if (!left) done(made); }, failed)); }); },
  'Promise.resolve is wrapped': () => { const own = Promise.resolve.bind(Promise); Promise.resolve = (value) => own(value); },
  'fetch is wrapped': () => { const own = fetch; globalThis.fetch = (...all) => own(...all).then((response) => response.clone()); },
  'fetch adds a header': () => { const own = fetch; globalThis.fetch = (address, options = {}) => own(address, { ...options, headers: { 'X-Requested-With': 'XMLHttpRequest' } }); },
  'fetch is made of XMLHttpRequest': () => {
    globalThis.fetch = (address) => new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('GET', address);
      request.responseType = 'arraybuffer';
      request.onload = () => done(new Response(request.response, { status: request.status }));
      request.onerror = failed;
      request.send();
    });
  },
  'setTimeout is wrapped': () => { const own = setTimeout; globalThis.setTimeout = (does, ...rest) => own(() => { try { does(); } catch (e) { console.warn(e); } }, ...rest); },
  'setTimeout waits at least half a second': () => { const own = setTimeout; globalThis.setTimeout = (does, time = 0, ...rest) => own(does, Math.max(time, 500), ...rest); },
  'setTimeout gives an object': () => { const own = setTimeout; globalThis.setTimeout = (...all) => ({ timer: own(...all), unref() {} }); },
  'clearTimeout is gone': () => { delete globalThis.clearTimeout; },
  'requestAnimationFrame never calls': () => { globalThis.requestAnimationFrame = () => 1; },
  'requestAnimationFrame is gone': () => { delete globalThis.requestAnimationFrame; },
  'queueMicrotask is gone': () => { delete globalThis.queueMicrotask; },
  'queueMicrotask is a timer': () => { globalThis.queueMicrotask = (does) => { setTimeout(does); }; },
  'MutationObserver is gone': () => { delete globalThis.MutationObserver; delete globalThis.ResizeObserver; delete globalThis.IntersectionObserver; },
  'TextEncoder.encodeInto is gone': () => { delete TextEncoder.prototype.encodeInto; },
  'TextDecoder is wrapped': () => { const Own = TextDecoder; globalThis.TextDecoder = class extends Own {}; },
  'Map and Set are lists': () => {
    globalThis.Map = class { constructor(all = []) { this.all = [...all]; } get(key) { return this.all.find((one) => one[0] === key)?.[1]; } set(key, value) { this.delete(key); this.all.push([key, value]); return this; } has(key) { return this.all.some((one) => one[0] === key); } delete(key) { this.all = this.all.filter((one) => one[0] !== key); } };
  },
  'Set is a list': () => { globalThis.Set = class { constructor(all = []) { this.all = [...all].filter((one, at, list) => list.indexOf(one) === at); } has(one) { return this.all.includes(one); } add(one) { if (!this.has(one)) this.all.push(one); return this; } delete(one) { this.all = this.all.filter((other) => other !== one); } get size() { return this.all.length; } [Symbol.iterator]() { return this.all[Symbol.iterator](); } }; },
  'WeakMap writes into its keys': () => { globalThis.WeakMap = class { key = `weak${Math.random()}`; get(one) { return one[this.key]; } set(one, value) { Object.defineProperty(one, this.key, { value, configurable: true }); return this; } has(one) { return this.key in one; } delete(one) { return delete one[this.key]; } }; },
  'WeakRef and FinalizationRegistry are gone': () => { delete globalThis.WeakRef; delete globalThis.FinalizationRegistry; },
  'FinalizationRegistry calls at once': () => { globalThis.FinalizationRegistry = class { register() {} unregister() {} }; },
  'AbortController aborts nothing': () => { globalThis.AbortController = class { signal = undefined; abort() {} }; },
  'URL is a wrapped one': () => { const Own = URL; globalThis.URL = class extends Own {}; },
  'CustomEvent is made of createEvent': () => { globalThis.CustomEvent = function Old(kind, { bubbles = false, cancelable = false, detail = null } = {}) { const event = document.createEvent('CustomEvent'); event.initCustomEvent(kind, bubbles, cancelable, detail); return event; }; },
  'Symbol.iterator is no more in NodeList': () => { delete NodeList.prototype[Symbol.iterator]; delete NodeList.prototype.forEach; delete HTMLCollection.prototype[Symbol.iterator]; },
  'addEventListener is wrapped': () => { const own = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function wrapped(kind, listener, options) { return own.call(this, kind, listener, options); }; },
  'addEventListener knows no options': () => { const own = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function old(kind, listener, capture) { return own.call(this, kind, listener, capture === true); }; },
  'addEventListener wraps the listener': () => { const own = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function old(kind, listener, options) { return own.call(this, kind, typeof listener === 'function' ? function safe(event) { return listener.call(this, event); } : listener, options); }; },
  'every listener is passive': () => { const own = EventTarget.prototype.addEventListener; EventTarget.prototype.addEventListener = function passive(kind, listener, options) { return own.call(this, kind, listener, { capture: options === true || Boolean(options && options.capture), passive: true }); }; },
  'dispatchEvent is wrapped': () => { const own = EventTarget.prototype.dispatchEvent; EventTarget.prototype.dispatchEvent = function wrapped(event) { return own.call(this, event); }; },
  'composedPath is gone': () => { delete Event.prototype.composedPath; },
  'createElement is wrapped': () => { const own = Document.prototype.createElement; Document.prototype.createElement = function wrapped(...all) { const made = own.apply(this, all); made.extended = true; return made; }; },
  'createElementNS is wrapped': () => { const own = Document.prototype.createElementNS; Document.prototype.createElementNS = function wrapped(...all) { return own.apply(this, all); }; },
  'appendChild and insertBefore give nothing': () => { for (const name of ['appendChild', 'insertBefore']) { const own = Node.prototype[name]; Node.prototype[name] = function silent(...all) { own.apply(this, all); }; } },
  'setAttribute is wrapped': () => { const own = Element.prototype.setAttribute; Element.prototype.setAttribute = function wrapped(name, value) { own.call(this, name, `${value}`); }; },
  'remove is an old one': () => { Element.prototype.remove = function remove() { this.parentNode.removeChild(this); return this; }; },
  'replaceWith and after are old ones': () => { Element.prototype.replaceWith = function replaceWith(one) { this.parentNode.replaceChild(one, this); }; Element.prototype.after = function after(one) { this.parentNode.insertBefore(one, this.nextSibling); }; },
  'append is an old one': () => { Element.prototype.append = function append(...all) { all.forEach((one) => this.appendChild(typeof one === 'string' ? document.createTextNode(one) : one)); }; },
  'closest and matches are old ones': () => {
    Element.prototype.matches = function matches(selector) { return [...this.getRootNode().querySelectorAll(selector)].includes(this); };
    Element.prototype.closest = function closest(selector) { for (let one = this; one && one.nodeType === 1; one = one.parentElement) if (one.matches(selector)) return one; return null; };
  },
  'querySelectorAll gives a list': () => { const own = Element.prototype.querySelectorAll; Element.prototype.querySelectorAll = function wrapped(selector) { return [...own.call(this, selector)]; }; },
  'scrollIntoView is another': () => { Element.prototype.scrollIntoView = function old(top) { if (top !== true && top !== false && top !== undefined) throw new TypeError('of the page'); }; },
  'focus is wrapped': () => { const own = HTMLElement.prototype.focus; HTMLElement.prototype.focus = function focus() { own.call(this); return this; }; },
  'innerHTML and textContent are wrapped': () => { for (const [type, name] of [[Element, 'innerHTML'], [Node, 'textContent']]) { const own = Object.getOwnPropertyDescriptor(type.prototype, name); Object.defineProperty(type.prototype, name, { ...own, set(value) { own.set.call(this, value); } }); } },
  'attachShadow is wrapped': () => { const own = Element.prototype.attachShadow; Element.prototype.attachShadow = function wrapped(options) { return own.call(this, { ...options }); }; },
  'customElements.define is wrapped': () => { const own = CustomElementRegistry.prototype.define; CustomElementRegistry.prototype.define = function define(name, type, options) { return own.call(this, name, type, options); }; },
  'customElements.define waits': () => { const own = CustomElementRegistry.prototype.define; CustomElementRegistry.prototype.define = function define(...all) { setTimeout(() => own.apply(this, all), 400); }; },
  'elements made by a function (custom-elements-es5-adapter)': () => { const Own = HTMLElement; globalThis.HTMLElement = function Adapter() { return Reflect.construct(Own, [], this.constructor); }; globalThis.HTMLElement.prototype = Own.prototype; Object.setPrototypeOf(globalThis.HTMLElement, Own); },
  'history cannot be changed': () => { history.pushState = history.replaceState = () => { throw new Error('no'); }; },
  'Date and Intl are another': () => { globalThis.Intl = {}; },
  'Date.now stands still': () => { Date.now = () => 0; performance.now = () => 0; },
  'Math.random is 0': () => { Math.random = () => 0; },
  'JSON is json2.js': () => { const own = JSON.parse; JSON.parse = (text) => own(String(text)); JSON.stringify = () => '{}'; },
  'console is gone': () => { delete globalThis.console; },
  'console throws': () => { for (const name of Object.keys(console)) console[name] = () => { throw new Error('of the page'); }; },
  'self, global, process and module stand for others': () => { globalThis.global = {}; globalThis.process = { env: {} }; globalThis.module = { exports: {} }; globalThis.exports = {}; globalThis.define = Object.assign(() => {}, { amd: {} }); },
  'self is another': () => { Object.defineProperty(globalThis, 'self', { value: {}, configurable: true }); },
  'globals named a, b, e, t and wasm': () => Object.assign(globalThis, { a: 1, b: 2, e: 3, t: 4, wasm: {}, start: null, NAME: 'x', run: 5, base: 'x' }),
  'window.onerror swallows, unhandledrejection prevents': () => { onerror = () => true; addEventListener('unhandledrejection', (event) => event.preventDefault()); },
  'WebAssembly.instantiate is wrapped': () => { const own = WebAssembly.instantiate; WebAssembly.instantiate = (...all) => own.apply(WebAssembly, all); },
  'WebAssembly streams nothing': () => { delete WebAssembly.instantiateStreaming; delete WebAssembly.compileStreaming; },
};

/** Where what is gone or another cannot be done without. */
const GONE = {
  'no WebAssembly': () => { delete globalThis.WebAssembly; },
  'WebAssembly.compile throws': () => { WebAssembly.compile = () => { throw new Error('of the page'); }; },
  'no fetch': () => { delete globalThis.fetch; },
  'fetch never answers': () => { globalThis.fetch = () => new Promise(() => {}); },
  'fetch throws': () => { globalThis.fetch = () => { throw new Error('of the page'); }; },
  'fetch is a mock': () => { globalThis.fetch = () => Promise.resolve({ ok: true, json: () => Promise.resolve({}) }); },
  'fetch gives a page': () => { globalThis.fetch = () => Promise.resolve(new Response('<!doctype html>')); },
  'Response.prototype.arrayBuffer is gone': () => { delete Response.prototype.arrayBuffer; },
  'TextDecoder is another': () => { globalThis.TextDecoder = class { decode() { return ''; } }; },
  'TextEncoder is another': () => { globalThis.TextEncoder = class { encode() { return new Uint8Array(0); } encodeInto() { return { read: 0, written: 0 }; } }; },
  'no URL': () => { delete globalThis.URL; },
  'no customElements': () => { delete globalThis.customElements; },
  'customElements.define does nothing': () => { CustomElementRegistry.prototype.define = () => {}; },
  'attachShadow is gone': () => { delete Element.prototype.attachShadow; },
  'attachShadow throws': () => { Element.prototype.attachShadow = () => { throw new Error('of the page'); }; },
  'no HTMLElement': () => { delete globalThis.HTMLElement; },
  'no Uint8Array': () => { globalThis.Uint8Array = class {}; },
};

/** Without styles of its own the widget is plain, and works. */
const PLAIN = {
  'no CSSStyleSheet': () => { delete globalThis.CSSStyleSheet; },
  'a style sheet cannot be constructed': () => { globalThis.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } }; },
  'replaceSync is gone': () => { delete CSSStyleSheet.prototype.replaceSync; },
  'no adoptedStyleSheets': () => { delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; },
};

/** What libraries of the portals' years replace, as they do it. */
const LIBRARIES = {
  'prototype.js 1.6': () => {
    globalThis.$ = (id) => document.getElementById(id);
    Object.extend = (into, from) => { for (const key in from) into[key] = from[key]; return into; };
    Object.extend(Array.prototype, { each(does) { this.forEach(does); return this; }, toJSON() { return `[${this.join(', ')}]`; }, include(one) { return this.indexOf(one) !== -1; }, clear() { this.length = 0; return this; }, clone() { return [].concat(this); }, first() { return this[0]; }, inspect() { return '[]'; } });
    Object.extend(String.prototype, { strip() { return this.replace(/^\s+/, ''); }, toJSON() { return `"${this}"`; }, include(one) { return this.indexOf(one) > -1; }, startsWith(one) { return this.indexOf(one) === 0; }, endsWith(one) { const at = this.length - one.length; return at >= 0 && this.lastIndexOf(one) === at; } });
    Object.extend(Function.prototype, { bind(...all) { const own = this; const one = all.shift(); return (...rest) => own.apply(one, all.concat(rest)); }, argumentNames() { return []; } });
    Array.from = globalThis.$A = (one) => { const all = []; for (let at = 0; at < (one ? one.length : 0); at += 1) all[at] = one[at]; return all; };
  },
  'prototype.js 1.7 extends elements': () => {
    Object.assign(HTMLElement.prototype, { visible() { return true; }, update(text) { this.innerHTML = text; return this; }, show() { this.style.display = ''; return this; }, remove() { this.parentNode.removeChild(this); return this; }, select(selector) { return [...this.querySelectorAll(selector)]; }, down() { return this.firstChild; }, observe() { return this; } });
    Object.keys = (one) => { const all = []; for (const key in one) if (Object.prototype.hasOwnProperty.call(one, key)) all.push(key); return all; };
    Object.values = (one) => Object.keys(one).map((key) => one[key]);
  },
  'MooTools 1.2': () => {
    Function.prototype.extend = function extend(all) { for (const key in all) this[key] = all[key]; return this; };
    Function.prototype.bind = function bind(one, first) { const own = this; return (...all) => own.apply(one, first ? [].concat(first) : all); };
    Object.assign(Array.prototype, { each(does) { this.forEach(does); }, contains(one) { return this.indexOf(one) !== -1; }, erase() { return this; }, empty() { this.length = 0; return this; }, flatten() { return this; }, rgbToHex() {} });
    Object.assign(String.prototype, { contains(one) { return this.indexOf(one) > -1; }, clean() { return this; }, toInt() { return parseInt(this, 10); } });
    globalThis.Hash = class {}; globalThis.Native = class {};
  },
  'MooTools replaces Element': () => { const Own = Element; globalThis.Element = function Moo(name) { return document.createElement(name); }; globalThis.Element.prototype = Own.prototype; globalThis.Event = class Moo {}; },
  'zone.js': () => {
    const Own = Promise;
    class ZoneAwarePromise { constructor(does) { this.own = new Own(does); } then(...all) { return ZoneAwarePromise.resolve(this.own.then(...all)); } catch(failed) { return this.then(null, failed); } finally(does) { return ZoneAwarePromise.resolve(this.own.finally(does)); } static resolve(value) { return new ZoneAwarePromise((done) => done(value)); } static reject(error) { return new ZoneAwarePromise((_, failed) => failed(error)); } static all(all) { return ZoneAwarePromise.resolve(Own.all(all)); } static race(all) { return ZoneAwarePromise.resolve(Own.race(all)); } }
    globalThis.Promise = ZoneAwarePromise;
    const { then } = Own.prototype;
    Own.prototype.then = function patched(...all) { return then.apply(this, all); };
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask']) { const own = globalThis[name]; globalThis[name] = (does, ...rest) => own(() => does(), ...rest); }
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const tasks = new WeakMap();
    EventTarget.prototype.addEventListener = function added(kind, listener, options) { if (!listener) return; const task = tasks.get(listener) || ((event) => (listener.handleEvent ? listener.handleEvent(event) : listener.call(this, event))); tasks.set(listener, task); add.call(this, kind, task, options); };
    EventTarget.prototype.removeEventListener = function removed(kind, listener, options) { remove.call(this, kind, tasks.get(listener) || listener, options); };
    const { define } = CustomElementRegistry.prototype;
    CustomElementRegistry.prototype.define = function defined(name, type, options) { for (const callback of ['connectedCallback', 'disconnectedCallback', 'attributeChangedCallback']) { const own = type.prototype[callback]; if (own) type.prototype[callback] = function inZone(...all) { return own.apply(this, all); }; } return define.call(this, name, type, options); };
  },
  'core-js 2': () => {
    const Own = Promise;
    globalThis.Promise = class CorePromise extends Own { static get [Symbol.species]() { return CorePromise; } };
    for (const name of ['Map', 'Set', 'WeakMap']) { const Native = globalThis[name]; globalThis[name] = class extends Native {}; }
    Object.assign(globalThis, { core: {}, __core_js_shared__: {} });
    Array.prototype[Symbol.unscopables] = {};
    RegExp.prototype.exec = ((own) => function exec(text) { return own.call(this, text); })(RegExp.prototype.exec);
  },
  'es5-shim and es5-sham': () => {
    Object.create = (one) => { if (one === null) return { __proto__: null }; function F() {} F.prototype = one; return new F(); };
    Object.freeze = Object.seal = Object.preventExtensions = (one) => one;
    Object.getPrototypeOf = (one) => one.__proto__; // eslint-disable-line no-proto
    String.prototype.trim = function trim() { return String(this).replace(/^[\s\ufeff]+|[\s\ufeff]+$/g, ''); };
    Date.now = () => new Date().getTime();
  },
  'es6-promise and whatwg-fetch': () => {
    const Own = Promise;
    globalThis.Promise = class Es6 extends Own {};
    globalThis.fetch = ((own) => (address, options) => new globalThis.Promise((done, failed) => { own(new Request(address, options)).then(done, failed); }))(fetch);
  },
  'bluebird': () => { const Own = Promise; globalThis.Promise = class Bluebird extends Own { then(...all) { return super.then(...all); } tap() { return this; } spread() { return this; } delay() { return this; } static delay() {} static try() {} }; },
  'Polymer with ShadyDOM': () => {
    for (const name of ['appendChild', 'insertBefore', 'removeChild', 'replaceChild', 'cloneNode']) { const own = Node.prototype[name]; Node.prototype[`__shady_native_${name}`] = own; Node.prototype[name] = function shady(...all) { return own.apply(this, all); }; }
    for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) { const own = EventTarget.prototype[name]; EventTarget.prototype[name] = function shady(...all) { return own.apply(this, all); }; }
    globalThis.ShadyDOM = { inUse: true }; globalThis.ShadyCSS = { nativeShadow: false, styleElement() {}, prepareTemplate() {} };
  },
  'ShadyDOM in force: a shadow root that is none': () => {
    Element.prototype.attachShadow = function attachShadow() {
      const root = document.createElement('shady-root');
      this.appendChild(root);
      Object.defineProperty(this, 'shadowRoot', { value: root });
      return root;
    };
  },
  'custom-elements polyfill in force': () => {
    const own = customElements;
    const native = own.define.bind(own);
    Object.defineProperty(globalThis, 'customElements', { value: { forcePolyfill: true, polyfillWrapFlushCallback() {}, define: (name, type) => native(name, type), get: (name) => own.get(name), whenDefined: (name) => own.whenDefined(name), upgrade: (one) => own.upgrade(one) } });
  },
  'a scoped registry wraps every class': () => { const own = customElements.define.bind(customElements); customElements.define = (name, type) => own(name, class extends type {}); },
  'Sugar.js': () => { Object.assign(Object.prototype, { merge() { return this; }, isString() { return false; } }); Array.prototype.add = function add() { return this; }; Array.prototype.each = function each() { return this; }; String.prototype.first = function first() { return this[0]; }; Number.prototype.day = function day() { return this; }; },
  'Ext JS 3': () => { globalThis.Ext = { apply() {} }; Array.prototype.remove = function remove(one) { const at = this.indexOf(one); if (at !== -1) this.splice(at, 1); return this; }; Function.prototype.createDelegate = function createDelegate(one) { return () => this.call(one); }; String.format = () => ''; Date.prototype.format = () => ''; },
  'date.js': () => { Date.prototype.toString = () => 'x'; Date.parse = () => new Date(); Date.today = () => new Date(); Date.prototype.getMonthName = () => ''; Number.prototype.days = 1; },
  'jQuery 1 with noConflict': () => { globalThis.$ = globalThis.jQuery = Object.assign(() => ({ ready(does) { does(); } }), { fn: {}, noConflict() { delete globalThis.$; return globalThis.jQuery; } }); globalThis.jQuery.noConflict(); },
  'RequireJS': () => { globalThis.requirejs = globalThis.require = () => {}; globalThis.define = Object.assign((...all) => { globalThis.defined = all; }, { amd: { jQuery: true } }); },
  'SeaJS': () => { globalThis.seajs = { use() {}, config() {} }; globalThis.define = Object.assign(() => {}, { cmd: {} }); },
  'DWR and Dojo': () => { globalThis.dwr = { engine: {} }; globalThis.dojo = { require() {}, byId() {} }; globalThis.dijit = {}; globalThis.require = () => {}; },
  'regenerator and Babel': () => { globalThis._babelPolyfill = true; globalThis.regeneratorRuntime = { mark: (one) => one, wrap() {} }; Object.setPrototypeOf = ((own) => (one, two) => own(one, two))(Object.setPrototypeOf); },
  'Sentry wraps what it can': () => {
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame']) { const own = globalThis[name]; globalThis[name] = function sentry(does, ...rest) { return own.call(this, function wrapped(...all) { try { return does.apply(this, all); } catch (e) { throw e; } }, ...rest); }; }
    const own = fetch; globalThis.fetch = async (...all) => { const response = await own(...all); response.clone().text().catch(() => {}); return response; };
    for (const name of ['pushState', 'replaceState']) { const was = history[name]; history[name] = function sentry(...all) { return was.apply(this, all); }; }
  },
  'session replay reads every change': () => { globalThis.seen = 0; new MutationObserver((all) => { globalThis.seen += all.length; }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true }); const own = Element.prototype.attachShadow; Element.prototype.attachShadow = function replay(options) { const root = own.call(this, options); new MutationObserver(() => {}).observe(root, { subtree: true, childList: true }); return root; }; },
  'visitor statistics (hm.js)': () => { globalThis._hmt = []; document.addEventListener('click', (event) => { globalThis._hmt.push(event.target.outerHTML.length); }, true); addEventListener('beforeunload', () => {}); },
  'a toolbar for the elderly reads texts aloud': () => { document.addEventListener('mouseover', (event) => { if (event.target.innerText) event.target.setAttribute('data-read', event.target.innerText.length); }, true); document.addEventListener('focusin', (event) => event.target.setAttribute('data-focus', ''), true); },
  'jQuery Mobile rewrites addresses': () => { document.addEventListener('click', (event) => { const link = event.target.closest && event.target.closest('a'); if (link) event.preventDefault(); }); const own = history.replaceState; history.replaceState = function jqm(state, ...rest) { return own.call(this, { ...state, hash: '#' }, ...rest); }; },
  'html5shiv and Modernizr': () => { for (const one of ['main', 'section', 'yingbao-screener']) document.createElement(one); document.documentElement.className += ' js flexbox no-touch'; globalThis.html5 = { shivMethods: true }; },
  'fastclick sends clicks of its own': () => { document.addEventListener('touchend', (event) => { event.preventDefault(); event.target.click(); }, { passive: false }); },
};

/** Style sheets that mean everything. */
const STYLES = {
  'all is unset': '* { all: unset !important }',
  'all is initial on the element': 'yingbao-screener { all: initial !important }',
  'everything is reset (YUI)': 'html, body, div, ul, li, h1, h2, p, * { margin: 0; padding: 0; border: 0; font-size: 100%; font: inherit; list-style: none; vertical-align: baseline }',
  'everything is inline': '* { display: inline !important }',
  'everything floats': '* { float: left !important; clear: none !important }',
  'everything is a grid': '* { display: grid !important }',
  'everything is a flex row': '* { display: flex !important; flex-wrap: nowrap !important }',
  'everything is absolute': 'body * { position: absolute !important }',
  'everything is relative with an index': '* { position: relative !important; z-index: 2147483647 !important }',
  'one rem is 62.5 %': 'html { font-size: 62.5% !important } * { font-size: 1.2rem !important }',
  'one rem is a hundred px (flexible.js)': 'html { font-size: 100px !important } body { font-size: 12px }',
  'letters of 1 px': 'html, body, yingbao-screener { font-size: 1px !important }',
  'letters of no size': '* { font-size: 0 !important }',
  'no line height': '* { line-height: 0 !important; letter-spacing: -1em !important; word-spacing: -1em !important }',
  'text is pushed out': '* { text-indent: -9999px !important }',
  'text is transparent': '* { color: transparent !important; -webkit-text-fill-color: transparent !important }',
  'white on white': '* { color: #fff !important; background: #fff !important }',
  'all is upright': '* { writing-mode: vertical-rl !important }',
  'all is from right to left': 'html { direction: rtl } * { direction: rtl !important; unicode-bidi: bidi-override !important }',
  'zoom 1.5': 'body { zoom: 1.5 }',
  'zoom 0.5': 'html { zoom: 0.5 }',
  'turned by 90 degrees': 'yingbao-screener { transform: rotate(90deg) scale(0.5) !important }',
  'mirrored': 'body { transform: scaleX(-1) }',
  'scaled to a screen (datav)': 'body { width: 1920px; transform-origin: 0 0; transform: scale(0.4) }',
  'grey for a day of mourning': 'html { filter: grayscale(100%) }',
  'inverted by night': 'html { filter: invert(1) hue-rotate(180deg) }',
  'a column of 90 px': 'body { width: 90px; overflow: auto }',
  'three columns of text': 'body { columns: 3; column-width: 100px }',
  'a table cell': 'body { display: table } yingbao-screener { display: table-cell !important; width: 1px; white-space: nowrap }',
  'boxes of content': '* { box-sizing: content-box !important; padding: 7px !important; border: 3px solid !important }',
  'no overflow, at most 300 px': 'body { height: 300px; overflow: hidden }',
  'a box of 200 px that scrolls': 'yingbao-screener { height: 200px !important; overflow: auto !important }',
  'no width at all': 'yingbao-screener { width: 0 !important }',
  'no height at all': 'yingbao-screener { height: 0 !important; overflow: visible !important }',
  'the element is inline': 'yingbao-screener { display: inline !important; position: static !important }',
  'the element is contents': 'yingbao-screener { display: contents !important }',
  'hidden until it is defined, by a library': ':not(:defined) { visibility: hidden } yingbao-screener { min-height: 1px }',
  'an animation on everything': '* { animation: turn 3s infinite; transition: all 2s !important } @keyframes turn { from { opacity: 0.4 } to { opacity: 1 } }',
  'nothing can be chosen': '* { user-select: none !important; -webkit-user-drag: none; cursor: none !important }',
  'nothing can be pressed': '* { pointer-events: none !important }',
  'boxes and buttons have no looks': 'input, button, select, * { appearance: none !important; outline: none !important; opacity: 0.9 }',
  'labels and inputs are hidden': 'label, input, button, fieldset, h2, p { display: none !important }',
  'divs are hidden': 'div, span, ul, section, slot { display: none !important; visibility: hidden !important }',
  'parts are restyled': 'yingbao-screener::part(next) { position: fixed; bottom: 0 } yingbao-screener::part(frame) { border: 9px solid red; padding: 60px } yingbao-screener::part(choice) { float: right }',
  'properties are nonsense': 'yingbao-screener { --yingbao-size: huge; --yingbao-text: none; --yingbao-background: url(x); --yingbao-radius: -9; --yingbao-font: }',
  'clipped': 'yingbao-screener { overflow: clip; contain: strict; height: 600px; content-visibility: auto }',
  'contained': 'body { contain: paint layout style } yingbao-screener { container-type: inline-size; content-visibility: auto }',
  'a bar at the top and the bottom': 'body::before, body::after { content: "民政局"; position: fixed; z-index: 9; left: 0; right: 0; height: 90px; background: gold; opacity: 0.9 } body::before { top: 0 } body::after { bottom: 0 }',
  'snaps when it scrolls': 'html { scroll-snap-type: y mandatory; scroll-behavior: smooth } body > * { scroll-snap-align: start }',
  'as on paper': '@media all { * { background: transparent !important; color: #000 !important; box-shadow: none !important; text-shadow: none !important } a[href]::after { content: " (" attr(href) ")" } }',
};

/** Kinds of documents, and places in one. */
const DOCUMENTS = [
  { name: 'quirks mode', doctype: '' },
  { name: 'HTML 4 frameset doctype', doctype: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">' },
  { name: 'XHTML 1.0 by an XML parser', doctype: '<?xml version="1.0"?><!DOCTYPE html>', html: 'xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN"', type: 'application/xhtml+xml', loader: tag('defer="defer"') },
  { name: 'base href elsewhere', head: '<base href="https://elsewhere.example/">', loader: `<script>document.write(${JSON.stringify(tag('')).replaceAll('</', '<\\/')}.replace('src="', 'src="' + location.href));</script>` },
  { name: 'base target', head: '<base target="_blank">' },
  { name: 'a frame by srcdoc', body: frame() },
  { name: 'a sandboxed frame without an origin', body: frame('sandbox="allow-scripts"') },
  { name: 'a sandboxed frame with its origin', body: frame('sandbox="allow-scripts allow-same-origin"') },
  { name: 'a frame that is lazy', body: frame('loading="lazy"') },
  { name: 'a frame in a frame', body: (one) => frame()(frame()(one).replace('<iframe', '<iframe style="border:0"')) },
  { name: 'in an open dialog', body: (one) => `<dialog open>${one}</dialog>` },
  { name: 'in a modal dialog', body: (one) => `<dialog id="d">${one}</dialog><script>d.showModal();</script>` },
  { name: 'in details that are open', body: (one) => `<details open><summary>自测</summary>${one}</details>` },
  { name: 'in details opened later', body: (one) => `<details id="d"><summary>自测</summary>${one}</details>${late(800, 'd.open = true;')}` },
  { name: 'on a tab shown later', body: (one) => `<div id="d" style="display:none">${one}</div>${late(800, "d.style.display = 'block';")}` },
  { name: 'a popover', body: (one) => `<div id="d" popover style="width:90vw;max-height:95vh;overflow:auto">${one}</div><script>d.showPopover();</script>` },
  { name: 'from a template, cloned', body: (one) => `<template id="t">${one}</template><script>document.body.append(t.content.cloneNode(true));</script>` },
  { name: 'from a template, imported later', body: (one) => `<template id="t">${one}</template>${late(500, 'document.body.append(document.importNode(t.content, true));')}` },
  { name: 'innerHTML twice', body: () => `<div id="d"></div><script>for (let at = 0; at < 2; at += 1) d.innerHTML = ${JSON.stringify(element()).replaceAll('</', '<\\/')};</script>` },
  { name: 'moved as it opens', body: (one) => `<div id="a">${one}</div><div id="b"></div>${late(50, 'b.append(a.firstChild);')}` },
  { name: 'moved again and again as it opens', body: (one) => `<div id="a">${one}</div><script>let left = 30; const timer = setInterval(() => { document.body.append(a.firstChild ?? document.querySelector('yingbao-screener')); left -= 1; if (!left) clearInterval(timer); }, 20);</script>` },
  { name: 'moved from a frame', body: (one) => `<iframe id="f" title="f" srcdoc="<p>x"></iframe><div id="d"></div>${late(400, `f.contentDocument.body.innerHTML = ${JSON.stringify(one).replaceAll('</', '<\\/')}; d.append(document.adoptNode(f.contentDocument.body.firstChild));`)}` },
  { name: 'in another shadow root', body: (one) => `<div id="d"></div><script>d.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(`<style>* { margin: 0 }</style>${one}`).replaceAll('</', '<\\/')};</script>` },
  { name: 'in a shadow root written in HTML', body: (one) => `<div><template shadowrootmode="open"><section>${one}</section></template></div>` },
  { name: 'in the slot of another element', body: (one) => `<div id="d">${one}</div><script>d.attachShadow({ mode: 'open' }).innerHTML = '<section><slot></slot></section>';</script>` },
  { name: 'with a shadow root written in HTML', attributes: 'region="310115" lang="zh-CN"', body: () => `<yingbao-screener lang="zh-CN"><template shadowrootmode="open"><p>正在打开自测工具，请稍等</p></template>${'<p>也可以打电话 12345 询问。</p>'}</yingbao-screener>` },
  { name: 'in a form with fields named submit and action', body: (one) => `<form action="/x"><input type="hidden" name="submit"><input type="hidden" name="action"><input type="hidden" name="querySelector">${one}</form>` },
  { name: 'in a form that is disabled', body: (one) => `<form><fieldset disabled>${one}</fieldset></form>` },
  { name: 'in a label', body: (one) => `<label for="x">${one}</label><input id="x">` },
  { name: 'in a link', body: (one) => `<a href="#away">${one}</a>` },
  { name: 'in a button', body: (one) => `<button type="button">${one}</button>` },
  { name: 'in a paragraph', body: (one) => `<p>${one.replace(/<h2>.*?<\/p>/, '打电话询问：一二三四五')}</p>` },
  { name: 'in a table', body: (one) => `<table><tbody><tr><td>${one}</td></tr></tbody></table>` },
  { name: 'in a list item with inert siblings', body: (one) => `<ul><li inert>x</li><li>${one}</li></ul>` },
  { name: 'in an article that can be edited', body: (one) => `<div contenteditable>${one}</div>` },
  { name: 'in a marquee', body: (one) => `<marquee scrollamount="0">${one}</marquee>` },
  { name: 'in svg', body: (one) => `<svg width="380" height="760"><foreignObject width="380" height="760">${one}</foreignObject></svg>` },
  { name: 'never closed', body: () => '<yingbao-screener lang="zh-CN"><p>也可以打电话 12345 询问。' },
  { name: 'without a text of its own', body: () => '<yingbao-screener region="310115"></yingbao-screener>' },
  { name: 'two in each other', body: (one) => one.replace('</yingbao-screener>', `${one}</yingbao-screener>`) },
  { name: 'eight on a page', body: (one) => one.repeat(8) },
  { name: 'twenty thousand elements before it', body: (one) => `<div style="height:50px;overflow:auto">${'<b>x</b>'.repeat(20000)}</div>${one}` },
  { name: 'ids that shadow globals', body: (one) => `<form id="fetch"></form><form id="document"></form><img id="customElements" alt=""><a id="history"></a><a id="field0"></a>${one}` },
  { name: 'names that shadow the document', body: (one) => `<form name="createElement"></form><img name="querySelector" alt=""><form name="body"></form>${one}`, falls: true },
  { name: 'document.domain and window.name', script: () => { globalThis.name = 'yingbao-screener'; try { document.domain = location.hostname; } catch { /* the browser knows it no more */ } } },
  { name: 'in GBK', headers: { 'content-type': 'text/html; charset=gbk' } },
];

/** What a policy of the page allows. */
const POLICIES = [
  { name: 'the strictest policy of SECURITY.md', ...csp("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'") },
  { name: "'unsafe-eval' in place of 'wasm-unsafe-eval'", ...csp("default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self'") },
  { name: 'a policy that forbids WASM', falls: true, ...csp("default-src 'none'; script-src 'self'; connect-src 'self'") },
  { name: 'a policy that forbids requests', falls: true, ...csp("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'") },
  { name: 'a policy that forbids the loader', falls: true, ...csp("default-src 'none'; script-src 'none'") },
  { name: 'a policy without styles', ...csp("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'none'") },
  { name: 'a policy by meta', head: `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'">` },
  { name: 'a sandbox by policy', ...csp('sandbox allow-scripts') },
  { name: 'a sandbox by policy with its origin', ...csp('sandbox allow-scripts allow-same-origin') },
  { name: 'a sandbox without scripts', falls: true, ...csp('sandbox allow-same-origin') },
  { name: 'strict-dynamic and a nonce', loader: tag('nonce="abc" defer'), ...csp("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; object-src 'none'; base-uri 'none'") },
  { name: 'Trusted Types for scripts', ...csp("require-trusted-types-for 'script'; trusted-types 'none'") },
  { name: 'Trusted Types with a default that refuses', script: () => { globalThis.trustedTypes.createPolicy('default', { createHTML: () => { throw new Error('no'); }, createScript: () => null, createScriptURL: () => null }); }, ...csp("require-trusted-types-for 'script'") },
  { name: 'upgrade-insecure-requests', ...csp('upgrade-insecure-requests') },
  { name: 'a policy that only reports', headers: { 'content-security-policy-report-only': "default-src 'none'" } },
  { name: 'isolated across origins (COOP, COEP)', headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' } },
  { name: 'COEP credentialless', headers: { 'cross-origin-embedder-policy': 'credentialless', 'cross-origin-opener-policy': 'same-origin' } },
  { name: 'Permissions-Policy of nothing', headers: { 'permissions-policy': 'geolocation=(), camera=(), fullscreen=(), unload=(), sync-xhr=(), storage-access=()' } },
  { name: 'Document-Policy without document.write', headers: { 'document-policy': 'document-write=?0' } },
  { name: 'Origin-Agent-Cluster', headers: { 'origin-agent-cluster': '?1' } },
  { name: 'no referrer, no sniffing, no frames', headers: { 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' } },
  { name: 'everything is to be cleared', headers: { 'clear-site-data': '"cache", "cookies", "storage"' } },
];

/** Where nothing can be kept. */
const STORAGE = {
  'localStorage and sessionStorage throw': () => { for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { get() { throw new DOMException('no', 'SecurityError'); } }); },
  'indexedDB and caches are gone': () => { delete globalThis.indexedDB; delete globalThis.caches; },
  'cookies throw': () => { Object.defineProperty(Document.prototype, 'cookie', { get() { throw new DOMException('no', 'SecurityError'); }, set() { throw new DOMException('no', 'SecurityError'); } }); },
  'history has the state of a router': () => { history.replaceState({ key: 'x', yingbao: 'not ours', 'yingbao-0': 'x' }, ''); },
};

/** Languages as they are written. */
const LANGUAGES = ['', 'zh', 'zh_CN', 'ZH-cn', 'zh-Hant-HK', 'en-GB', 'EN', 'ug-CN', 'x', '中文', 'zh-CN; q=1', 'ar'].map((lang) => (
  { name: `lang="${lang}" on the element and the page`, html: `lang="${lang}"`, attributes: `region="310115" lang="${lang}"` }));
const REGIONS = ['', '000000', '31', '上海', '310115 ', '999999999999', '-1', '<b>'].map((region) => (
  { name: `region="${region}"`, attributes: `region="${region.replaceAll('<', '&lt;')}" lang="zh-CN"` }));

/** When the loader and the element come. */
const TIMING = [
  { name: 'the script at the head, as it is read', loader: tag('') },
  { name: 'the script async', loader: tag('async') },
  { name: 'the script as a module', loader: tag('type="module"') },
  { name: 'the script at the end of the body', loader: '', body: (one) => one + tag('') },
  { name: 'the script in the middle of the element', loader: '', body: (one) => one.replace('</yingbao-screener>', `${tag('')}</yingbao-screener>`) },
  { name: 'the script twice', loader: tag() + tag() },
  { name: 'the script twice, once as a module', loader: tag() + tag('type="module"') },
  { name: 'the script without integrity', loader: '<script src="yingbao.js"></script>' },
  { name: 'the script put in after load', loader: '', body: (one) => `${one}<script>addEventListener('load', () => { const script = document.createElement('script'); script.src = 'yingbao.js'; document.head.append(script); });</script>` },
  { name: 'the script put in late', loader: '', body: (one) => `${one}${late(2000, "const script = document.createElement('script'); script.src = 'yingbao.js'; document.head.append(script);")}` },
  { name: 'the script taken out once it is there', loader: tag('id="l"'), body: (one) => `${one}<script>l.remove();</script>` },
  { name: 'the script as text, by eval', loader: '', body: (one) => `${one}<script>fetch('yingbao.js').then((one) => one.text()).then((text) => (0, eval)(text));</script>` },
  { name: 'the element added later', body: () => late(1500, put()) },
  { name: 'the element added when the script is there', body: () => `<script>customElements.whenDefined('yingbao-screener').then(() => { ${put().replaceAll('</', '<\\/')} });</script>` },
  { name: 'the element made by new', body: () => `<script>customElements.whenDefined('yingbao-screener').then((Type) => { const one = new Type(); one.setAttribute('region', '310115'); document.body.append(one); });</script>` },
  { name: 'removed while it opens, another put in', body: (one) => `${one}${late(60, `document.querySelector('yingbao-screener').remove(); ${put()}`)}` },
  { name: 'removed while it opens, put back after a second', body: (one) => `${one}${late(60, "const one = document.querySelector('yingbao-screener'); one.remove(); setTimeout(() => document.body.append(one), 1400);")}` },
  { name: 'attributes changed while it opens', body: (one) => `${one}<script>let at = 0; const timer = setInterval(() => { const one = document.querySelector('yingbao-screener'); one.setAttribute('lang', at % 2 ? 'en' : 'zh-CN'); one.setAttribute('region', at % 2 ? '110105' : '310115'); at += 1; if (at > 40) clearInterval(timer); }, 15);</script>` },
  { name: 'files that come slowly', slow: 1500 },
  { name: 'document.write of the tag and the element', loader: '', body: (one) => `<script>document.write(${JSON.stringify(tag('') + one).replaceAll('</', '<\\/')});</script>` },
  { name: 'document.write of a new document, later', body: (one) => `<p>旧网页，马上更换</p>${late(300, `document.open(); document.write(${JSON.stringify(`<!doctype html><html lang="zh-CN"><body>${one}`)}); document.close();`)}` },
  { name: 'a page that is busy', script: () => { setInterval(() => { const end = performance.now() + 60; while (performance.now() < end); }, 100); } },
  { name: 'a page that takes a second at once', body: (one) => `${one}<script>addEventListener('load', () => { const end = performance.now() + 1000; while (performance.now() < end); });</script>` },
];

/** Frameworks and guards that go on changing the page. */
const CHANGES = [
  { name: 'the whole body is put in again once', body: (one) => `${one}${late(400, 'document.body.innerHTML = document.body.innerHTML;')}` },
  { name: "the parent is sorted at every event", body: (one) => `<div id="d">${one}<p>x</p></div><script>addEventListener('click', () => setTimeout(() => d.prepend(d.lastChild)));</script>` },
  { name: 'the own text is replaced every 100 ms', body: (one) => `${one}<script>setInterval(() => { document.querySelector('yingbao-screener').innerHTML = '<p>也可以打电话 12345 询问。' + Date.now(); }, 100);</script>` },
  { name: 'the own text is taken out', body: (one) => `${one}${late(300, "document.querySelector('yingbao-screener').textContent = '';")}` },
  { name: 'attributes that are not known are removed', body: (one) => `${one}<script>new MutationObserver((all) => { for (const { target, attributeName } of all) if (attributeName && !['class', 'id', 'lang'].includes(attributeName)) target.removeAttribute(attributeName); }).observe(document, { subtree: true, attributes: true });</script>` },
  { name: 'class and style are set at every event', body: (one) => `${one}<script>for (const kind of ['click', 'change', 'focusin']) addEventListener(kind, () => { const one = document.querySelector('yingbao-screener'); one.className = 'x' + Math.random(); one.style.color = 'red'; }, true);</script>` },
  { name: 'the region is set anew at every event', body: (one) => `${one}<script>addEventListener('click', () => document.querySelector('yingbao-screener').setAttribute('region', '310115'));</script>` },
  { name: 'texts of the page are wrapped', body: (one) => `${one}${late(500, "for (const p of document.querySelectorAll('p, h2')) p.innerHTML = '<font><font>' + p.innerHTML + '</font></font>';")}` },
  { name: 'unknown elements are removed from the shadow root', body: (one) => `${one}${late(600, "const root = document.querySelector('yingbao-screener').shadowRoot; new MutationObserver(() => { for (const one of root.querySelectorAll('script, style, iframe')) one.remove(); }).observe(root, { subtree: true, childList: true });")}` },
  { name: 'extra elements are put into the shadow root', body: (one) => `${one}${late(600, "document.querySelector('yingbao-screener').shadowRoot.append(Object.assign(document.createElement('grammarly-extension'), { hidden: true }));")}` },
  { name: 'a style sheet of the page is adopted', body: (one) => `${one}${late(600, "const sheet = new CSSStyleSheet(); sheet.replaceSync('h2 { color: green }'); const root = document.querySelector('yingbao-screener').shadowRoot; root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];")}` },
  { name: 'a mask lies over the page for a second', body: (one) => `${one}<div id="m" style="position:fixed;inset:0;background:#fffa;z-index:9">正在加载……</div>${late(700, 'm.remove();')}` },
];

/** Listeners that keep events from others. */
const EVENTS = {
  'every key is swallowed': () => addEventListener('keydown', (event) => event.preventDefault(), true),
  'clicks stop at the window': () => addEventListener('click', (event) => event.stopPropagation(), true),
  'everything stops at the window': () => { for (const kind of ['click', 'change', 'input', 'keydown', 'pointerdown', 'pointerup', 'focusin']) addEventListener(kind, (event) => event.stopImmediatePropagation(), true); },
  'pointer events stop at the window': () => { for (const kind of ['pointerdown', 'pointerup', 'mousedown', 'mouseup']) addEventListener(kind, (event) => event.stopPropagation(), true); },
  'pointerup and keyup stop at the document': () => { for (const kind of ['pointerup', 'keyup', 'pointercancel']) document.addEventListener(kind, (event) => event.stopImmediatePropagation(), true); },
  'mousedown and contextmenu are prevented': () => { for (const kind of ['mousedown', 'contextmenu', 'selectstart', 'dragstart', 'copy']) addEventListener(kind, (event) => event.preventDefault(), true); },
  'the widget\'s own events stop at the window': 'the loader waits for `yingbao-ready` itself: the first page stays, with the message that it is opening',
  'clicks are prevented as they bubble': () => { document.addEventListener('click', (event) => event.preventDefault()); },
  'the focus is kept in a menu': () => { addEventListener('DOMContentLoaded', () => { const menu = document.createElement('button'); menu.textContent = '菜单'; document.body.prepend(menu); document.addEventListener('focusin', (event) => { if (event.target !== menu) menu.focus({ preventScroll: true }); }); }); },
  'the widget\'s own events stop at the window': () => { for (const kind of ['yingbao-ready', 'yingbao-step', 'yingbao-result', 'yingbao-error']) addEventListener(kind, (event) => { event.stopImmediatePropagation(); event.preventDefault(); }, true); },
  'a listener throws at every event': () => { for (const kind of ['click', 'change', 'pointerdown', 'yingbao-ready', 'yingbao-step']) addEventListener(kind, () => { throw new Error('of the page'); }, true); },
  'the page asks before it is left': () => { addEventListener('beforeunload', (event) => event.preventDefault()); onhashchange = () => location.reload(); },
  'the page scrolls to its top at every click': () => { addEventListener('click', () => setTimeout(() => scrollTo(0, 0)), true); },
};

/** Where the widget itself does not run, and words stand in its place. */
const FALLS = new Set([
  'Array.isArray is gone', 'Promise is a library', 'composedPath is gone', 'querySelectorAll gives a list',
  'scrollIntoView is another', 'self is another', 'ShadyDOM in force: a shadow root that is none',
]);

/** What is known not to work, and why: run and told, but no failure. */
const BEYOND = {
  clipped: 'the page cuts off what is lower than its 600 px',
  'clicks stop at the window': 'no click reaches anything on such a page, its own buttons neither',
  'everything stops at the window': 'no click reaches anything on such a page, its own buttons neither',
  'clicks are prevented as they bubble': 'no box on such a page can be ticked, its own neither',
};

const named = (kind, pages, more = {}) => Object.entries(pages).map(([name, script]) => ({ kind, name, script, ...more }));
const all = (kind, pages) => pages.map((page) => ({ kind, ...page }));

export const HOSTS = [
  // Those that wait longest come first.
  ...named('missing', GONE, { falls: true }),
  ...named('globals', GLOBALS),
  ...named('styles missing', PLAIN),
  ...named('library', LIBRARIES),
  ...Object.entries(STYLES).map(([name, style]) => ({ kind: 'style', name, style })),
  ...all('document', DOCUMENTS),
  ...all('policy', POLICIES),
  ...named('storage', STORAGE),
  ...all('language', LANGUAGES),
  ...all('region', REGIONS),
  ...all('timing', TIMING),
  ...all('changes', CHANGES),
  ...named('events', EVENTS),
].map((page, number) => ({ ...page, number, falls: page.falls || FALLS.has(page.name), beyond: BEYOND[page.name] }));

/** What a page is to reach. */
export const expected = ({ falls }) => (falls ? /^falls back: / : /^works: /);
