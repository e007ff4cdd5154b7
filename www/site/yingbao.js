// Defines <yingbao-screener region="310115" lang="zh-CN">, by one script tag, classic or module.
//
// The site builder puts the glue of the WASM in place of the lines below and fills in the digests of the
// files that are fetched: so the one integrity attribute of the script tag covers everything.
(() => {
  'use strict';
  /* glue */
  /* glue of the API */

  const NAME = 'yingbao-screener';
  if (customElements.get(NAME)) return;

  // Fetched once for all elements of a page, whole, before the first question: no later request
  // depends on an answer.
  const WASM = ['yingbao.wasm', '/* integrity of yingbao.wasm */'];
  const RULEBOOK = ['cn.rulebook', '/* integrity of cn.rulebook */'];
  // The texts in English: at once where the page is in English, and otherwise as soon as the rest is there, whatever is answered.
  const ENGLISH = ['cn.en.texts', '/* integrity of cn.en.texts */'];
  // For pages with questions of their own, once they call: what judges their documents, apart from any widget.
  const API = ['yingbao.api.wasm', '/* integrity of yingbao.api.wasm */'];
  const PATIENCE = 60000;

  // The first page as the widget draws it, without an engine; texts by number, for both languages.
  const FIRST = /* first page */;

  const WORDS = {
    zh: {
      loading: '正在打开自测工具……',
      closed: '自测工具没有打开。',
      file: (name) => `没有取到文件 ${name}，或者它与发布的不一致。请检查网络后再试。`,
      start: () => '它在打开时停止了工作。',
      browser: () => '这个浏览器，或者本网页的安全设置，不允许运行自测工具。请换用较新的浏览器再试。',
      rules: (why) => `规则文件不能使用：${why}`,
      meanwhile: '下面的说明和电话仍然可用，也可以直接到街道（乡镇）或村（社区）咨询。',
      ticked: '您勾选的情况，可以先问：',
      lead: (program, office) => `${program}，${office}：`,
      stopped: '自测工具停止了工作。',
      covered: '有一会儿没有人操作了。',
      clears: '再过几分钟没有人操作，填写的内容就会清空。',
      kept: '您的回答还留在这一页里，没有上传。可以接着填，也可以从头开始。',
      drawn: '下面还显示着您刚才填写的内容，没有上传。重新打开会从头开始。',
      retry: '再试一次',
      resume: '接着填',
      restart: '从头开始',
    },
    en: {
      loading: 'Opening the self-check …',
      closed: 'The self-check did not open.',
      file: (name) => `The file ${name} did not arrive, or differs from the released one. Check the network and try again.`,
      start: () => 'It stopped while opening.',
      browser: () => 'This browser, or the security settings of this page, do not let the self-check run. Try a newer browser.',
      rules: (why) => `The rules file cannot be used: ${why}`,
      meanwhile: 'The text and phone numbers below still hold, and you can ask at your township, subdistrict or village office.',
      ticked: 'For what you ticked, ask first about:',
      lead: (program, office) => `${program}, ${office}: `,
      stopped: 'The self-check stopped working.',
      covered: 'Nobody has used this for a while.',
      clears: 'In a few more minutes what was entered will be cleared.',
      kept: 'Your answers are still on this page and were not sent anywhere. You can go on with them or start over.',
      drawn: 'What you entered is still shown below and was not sent anywhere. Opening again starts from the beginning.',
      retry: 'Try again',
      resume: 'Go on',
      restart: 'Start over',
    },
  };

  // What has the size of the page's text, at the element and at the root.
  const NOTICE = `
    .measure { position: absolute; visibility: hidden; width: 1em; height: 1rem; }
    .notice { all: initial; direction: ltr; display: block; box-sizing: border-box; margin: 0 0 16px; padding: 16px;
      border: 2px solid; border-color: currentColor; background: Canvas; color: CanvasText;
      font: calc(18px * var(--scale, 1))/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
    .notice p, .notice ul { margin: 0 0 8px; }
    .notice a { display: inline-block; min-height: 44px; margin-inline-end: 16px; color: LinkText; }
    .notice strong { font-weight: 700; }
    .notice button { font: inherit; min-height: 48px; margin: 8px 16px 0 0; padding: 8px 24px; cursor: pointer; }`;

  // A module script does not know its own element: it is found by its file name.
  const script = document.currentScript
    || [...document.scripts].reverse().find((one) => /\/yingbao\.js(\?|#|$)/.test(one.src));
  const base = script ? script.src : document.baseURI;

  class Problem extends Error {
    constructor(reason, detail) {
      super(reason);
      this.reason = reason;
      this.detail = detail;
    }
  }

  // Options in an object that inherits nothing: a host page may have written into Object.prototype.
  const plain = (options) => Object.assign(Object.create(null), options);

  // Without observers, on some pages, the widget is there all the same.
  const observer = (kind, does) => {
    try {
      return new globalThis[kind](does);
    } catch (e) {
      return { observe() {}, disconnect() {}, takeRecords: () => [] };
    }
  };

  // A promise that gives up after a while.
  const within = (promise) => new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE);
    promise.then(resolve, reject).then(() => clearTimeout(timer));
  });

  const bytes = async ([name, integrity]) => {
    const abort = new AbortController();
    try {
      // Own cookies only: some portals answer no request without theirs.
      // Some pages have a fetch of their own, which cannot be told to give up.
      const response = await within(fetch(new URL(name, base), plain({
        integrity, mode: 'cors', credentials: 'same-origin', referrerPolicy: 'no-referrer', signal: abort.signal,
        // The page itself, and the first page of the widget, come first.
        priority: 'low',
      })));
      if (!response.ok) throw new Problem('file', name);
      return await within(response.arrayBuffer());
    } catch (e) {
      abort.abort();
      throw new Problem('file', name);
    }
  };

  const compile = async (source) => {
    try {
      return await WebAssembly.compile(source);
    } catch (e) {
      throw new Problem('browser');
    }
  };

  // A page translator puts a <font> in the place of a text, or around it; nothing of ours is one. The engine knows its own texts
  // alone: when it does something beside one, it is given what stands there, and when it writes one, that takes its place again.
  const translations = new WeakMap();
  const note = (records) => {
    for (const { removedNodes: { 0: taken }, addedNodes: { 0: put }, previousSibling, nextSibling } of records) {
      const [font] = [put, previousSibling, nextSibling].filter((one) => one && one.localName === 'font');
      if (taken && font) translations.set(taken, font);
    }
  };
  const translators = observer('MutationObserver', note);
  const standing = (node) => {
    note(translators.takeRecords());
    let outermost = node;
    for (let at = node; at; at = at.parentNode || translations.get(at)) if (at.localName === 'font') outermost = at;
    return outermost;
  };
  const restored = (text) => {
    const font = standing(text);
    if (font !== text) font.replaceWith(text);
    return text;
  };

  // The files, kept: a new start needs no request.
  const once = (fetches) => {
    let kept;
    return () => {
      kept ||= fetches();
      kept.catch(() => { kept = undefined; });
      return kept;
    };
  };
  const rules = once(() => bytes(RULEBOOK));
  const engine = (wasm) => once(() => Promise.all([bytes(wasm).then(compile), rules()]));
  const [widget, api] = [engine(WASM), engine(API)];
  const translated = once(() => bytes(ENGLISH));

  // Whatever enters an engine goes through here. What leaves it as an exception, of whatever kind, has left it in the middle
  // of something: it is never entered again, and whoever uses it is told.
  class Run {
    user;
    stopped = false;
    #depth = 0;
    #memory;

    guard = (exports) => {
      const own = Object.create(null);
      for (const name of Object.keys(exports)) {
        const one = exports[name];
        own[name] = typeof one === 'function' ? (...values) => this.#enter(one, values) : one;
        if (one instanceof WebAssembly.Memory) this.#memory = one;
      }
      return own;
    };

    #enter(one, values) {
      if (this.stopped) return undefined;
      this.#depth += 1;
      try {
        return one(...values);
      } catch (e) {
        this.stopped = true;
        // Not before it is left.
        setTimeout(() => { if (this.user) this.user.stop(); });
        throw e;
      } finally {
        if (this.#depth === 1 && this.user && !this.stopped) this.user.keep();
        this.#depth -= 1;
      }
    }

    // Never entered again, and nothing of what was answered stays in its memory.
    end() {
      this.stopped = true;
      this.user = undefined;
      try { new Uint8Array(this.#memory.buffer).fill(0); } catch (e) { /* it never began */ }
    }
  }

  const begin = async (files, glue) => {
    const [module, rulebook] = await files();
    const run = new Run();
    const instance = glue(run.guard);
    try {
      // Some pages replace what texts are read and written with.
      if (new TextDecoder().decode(new TextEncoder().encode('保')) !== '保') throw new Error();
      await within(instance.init({ module_or_path: module }));
    } catch (e) {
      throw new Problem('browser');
    }
    try {
      instance.load(new Uint8Array(rulebook));
    } catch (e) {
      throw new Problem('rules', run.stopped ? '' : e.message);
    }
    return { instance, run };
  };
  const start = async () => {
    const begun = await begin(widget, glue);
    started = true;
    // Gives it the texts in English, once they are there.
    let added;
    begun.speak = async () => {
      const texts = await translated();
      if (added) return;
      try {
        begun.instance.addEnglish(new Uint8Array(texts));
      } catch (e) {
        throw new Problem('rules', begun.run.stopped ? '' : e.message);
      }
      added = true;
    };
    return begun;
  };
  // Whether one has run: from then on a widget is there as soon as its first page would be.
  let started = false;

  // Out of the page: Chromium keeps the members of a group of radio buttons for as long as the page is open.
  const take = (place) => {
    place.querySelectorAll('[type=radio]').forEach((radio) => radio.removeAttribute('name'));
    place.remove();
  };

  // What a page has judged is judged apart: whatever it hands over, the widget goes on. A new one after it stopped.
  let judge;
  const judging = async () => {
    const mine = judge ||= begin(api, apiGlue);
    try {
      const { instance, run } = await mine;
      if (!run.stopped) return instance;
    } catch (e) {
      if (judge === mine) judge = undefined;
      throw e;
    }
    if (judge === mine) judge = undefined;
    return judging();
  };

  // The elements of a page, counted: each has its own key in the browser's history.
  let count = 0;
  // How long an element may be out of the page, on its way to another place in it.
  const GRACE = 1000;
  // Where people take turns: after so long without a touch the answers are covered, and then they go.
  const COVERED = 300000;
  const CLEARED = 600000;

  // While a page opens, and with the width of the window, its text gets the size that the page means it to have. Later it is the person
  // who has it larger.
  let settling = true;
  let settled;
  let width;
  const settle = () => {
    if (innerWidth === width) return;
    width = innerWidth;
    settling = true;
    clearTimeout(settled);
    settled = setTimeout(() => { settling = false; }, 1000);
  };
  if (document.readyState === 'complete') settle();
  for (const kind of ['load', 'resize']) addEventListener(kind, settle);
  // A page whose text grows by more has changed what it counts in.
  const LARGEST = 3;

  // A style sheet belongs to the document it was made in.
  const sheets = new WeakMap();
  const dress = (root) => {
    const page = root.ownerDocument;
    // Without constructed style sheets everything is plain, and still there.
    try {
      let sheet = sheets.get(page);
      if (!sheet) {
        sheet = new (page.defaultView || window).CSSStyleSheet();
        sheet.replaceSync(NOTICE + FIRST.style);
        sheets.set(page, sheet);
      }
      if (![...root.adoptedStyleSheets].includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch (e) { /* plain */ }
  };

  const LANGUAGES = ['zh', 'en'];
  // A text of the first page.
  const told = (text, language) => typeof text === 'number' ? FIRST.texts[text][LANGUAGES.indexOf(language)] : text;
  // A key typed into a field is no shortcut of the page: for the page it comes from the element, so that its own look at what has
  // the focus finds no field. Let through is what writes nothing and what the page may need there: Tab, for what keeps the focus
  // within a dialogue; Escape, which closes one; the function keys; Alt with another key, by which tools for people with
  // impairments are called, but not where it writes a letter; and a modifier alone, since some count which are down.
  const hold = (event) => {
    const { key, target } = event;
    if (!target.matches('input, select')) return;
    const calls = /^(Tab|Escape|F\d+|Alt|Control|Meta|Shift)$/.test(key) || (event.altKey && !event.getModifierState('AltGraph'));
    if (!calls || event.isComposing) event.stopPropagation();
  };

  // How a press ends.
  const ENDS = ['pointerup', 'pointercancel', 'keyup'];

  // The first page before the engine is there. What is ticked and pressed on it goes over to the app.
  class FirstPage {
    element = document.createElement('div');
    #language;
    #pending;
    #held = false;
    #later;
    #changed;
    #release = () => {
      this.#held = false;
      // What was pressed is heard first.
      setTimeout(() => this.#go());
    };

    constructor(language, changed) {
      this.#changed = changed;
      this.element.className = 'first';
      this.#draw(language);
      for (const kind of ['pointerdown', 'keydown']) this.element.addEventListener(kind, () => { this.#held = true; });
      for (const kind of ENDS) addEventListener(kind, this.#release, true);
      this.element.addEventListener('change', ({ target }) => this.#tick(target));
      this.element.addEventListener('click', ({ target }) => {
        const button = target.closest('button');
        if (button) this.#press(button);
      });
    }

    get language() { return this.#language; }

    end() {
      for (const kind of ENDS) removeEventListener(kind, this.#release, true);
      // Some libraries have a `remove` of their own, which fails where there is no parent.
      if (this.element.parentNode) this.element.remove();
    }

    // The places of the boxes that are ticked.
    get ticked() { return this.#all('input').map(({ checked }) => checked); }

    // Draws it in a language, with what is ticked.
    show(language) {
      if (language === this.#language) return;
      const { ticked } = this;
      const unsure = this.#all('.unsure').map((button) => button.getAttribute('aria-pressed'));
      this.#draw(language);
      this.#all('.unsure').forEach((button, at) => button.setAttribute('aria-pressed', unsure[at]));
      this.#all('input').forEach((box, at) => {
        box.checked = ticked[at];
        this.#mark(box);
      });
      this.#more();
    }

    // Gives what was done to the app's own first page, which then stands in its place. A press is never cut in two.
    hand(place, done) {
      this.#later = async () => {
        const all = (root) => Array.from(root.querySelectorAll(':not(font)'));
        const counterpart = all(place)[all(this.element).indexOf(this.element.getRootNode().activeElement)];
        const click = (kind, is) => {
          const own = Array.from(place.querySelectorAll(kind));
          this.#all(kind).forEach((one, at) => is(one) && own[at].click());
        };
        click('input', (box) => box.checked);
        click('.unsure', (button) => button.getAttribute('aria-pressed') === 'true');
        // The app draws what was clicked before anything else can happen here.
        for (let turn = 0; turn < 9; turn += 1) await null;
        done();
        if (counterpart) counterpart.focus(plain({ preventScroll: true }));
        if (this.#pending !== undefined) place.querySelectorAll('button')[this.#pending].click();
      };
      this.#go();
    }

    #go() {
      if (this.#held || !this.#later) return;
      const later = this.#later;
      this.#later = undefined;
      later();
    }

    #all(selector) { return Array.from(this.element.querySelectorAll(selector)); }

    #draw(language) {
      this.#language = language;
      const say = (text) => told(text, language);
      const draw = (node) => {
        if (!Array.isArray(node)) return document.createTextNode(say(node));
        const [tag, attributes, ...children] = node;
        const element = document.createElement(tag);
        for (const name of Object.keys(attributes)) {
          for (const one of name === '_' ? ['class', 'part'] : [name]) element.setAttribute(one, say(attributes[name]));
        }
        element.append(...children.map(draw));
        return element;
      };
      this.#more = () => {
        const some = this.ticked.includes(true) || this.#all('[aria-pressed=true]').length;
        const ways = this.#all('.ways')[0];
        if (Boolean(some) !== ways.hasChildNodes()) ways.replaceWith(some ? draw(FIRST.ways) : ways.cloneNode());
      };
      this.element.replaceChildren(draw(FIRST.page));
    }

    #more;

    #mark(box) {
      const row = box.closest('.asked') || box.parentNode;
      const name = row.className.split(' ')[0] + (box.checked ? ' on' : '');
      row.setAttribute('class', name);
      row.setAttribute('part', name);
    }

    #tick(box) {
      this.#mark(box);
      const asked = box.closest('.asked');
      if (asked) asked.querySelector('.unsure').setAttribute('aria-pressed', false);
      this.#more();
      this.#changed();
    }

    #press(button) {
      if (button.matches('.language')) {
        this.show(LANGUAGES.find((one) => one !== this.#language));
        this.#all('.language')[0].focus();
      } else if (button.matches('.unsure')) {
        const on = button.getAttribute('aria-pressed') !== 'true';
        const box = button.closest('.asked').querySelector('input');
        if (on) box.checked = false;
        this.#tick(box);
        button.setAttribute('aria-pressed', on);
        this.#more();
      } else {
        this.#pending = this.#all('button').indexOf(button);
        this.#changed(true);
      }
    }
  }

  class YingbaoScreener extends HTMLElement {
    static get observedAttributes() { return ['region', 'lang', 'history', 'shared']; }

    // The same estimate as the questions give, for pages with their own: documents in, documents out.
    static async screen(household, options) { return (await judging()).screen(household, options); }
    // … and the same questions, page by page.
    static async interview(household, asked, options) { return (await judging()).interview(household, asked, options); }

    #notice = document.createElement('div');
    #light = document.createElement('slot');
    // The language of the page that was followed last.
    #spoken;
    #languages = observer('MutationObserver', () => this.#follow());
    #measure = document.createElement('i');
    #sizes = observer('ResizeObserver', () => this.#grow());
    #scale = 1;
    // The sizes of the page's text that stand for our own.
    #usual;
    #number = count++;
    #place;
    #first;
    #run;
    #speak;
    #app;
    #drawn;
    #opening = false;
    // The answers after the last step, as bytes; and those, as a text, with which an engine stopped before.
    #saved;
    #stopped;
    // Whether the app gets the focus, once it is drawn.
    #focus;
    #problem;
    #idle;
    #touched = () => this.#rest();
    // Come back to, the page shows nothing of what it showed.
    #left = () => {
      if (!this.hasAttribute('shared')) return;
      if (this.#app) {
        this.#renew();
      } else if (this.#first) {
        const { language } = this.#first;
        this.#first.end();
        this.#show(language);
      }
    };

    constructor() {
      super();
      const root = this.attachShadow(plain({ mode: 'open' }));
      dress(root);
      this.#notice.className = 'notice';
      this.#notice.setAttribute('part', 'notice');
      this.#notice.hidden = true;
      this.#measure.className = 'measure';
      root.append(this.#measure, this.#notice, this.#light);
      translators.observe(root, plain({ childList: true, subtree: true }));
      // Before any listener of the page: for them the app stands there.
      this.addEventListener('yingbao-ready', ({ target }) => { if (target === this) this.#take(); });
      for (const kind of ['pointerdown', 'keydown', 'input']) root.addEventListener(kind, this.#touched);
      for (const kind of ['keydown', 'keypress', 'keyup']) root.addEventListener(kind, hold);
    }

    connectedCallback() {
      addEventListener('pagehide', this.#left);
      for (const tree of [document, this.getRootNode()]) this.#languages.observe(tree, plain({ subtree: true, attributeFilter: ['lang'] }));
      this.#follow();
      this.#usual = undefined;
      // Measured with the next layout: asked for now, the browser would have to make one of its own.
      this.#sizes.observe(this.#measure);
      if (this.#app) this.#app.look();
      else if (!this.#problem) this.#open();
    }

    // An element that is moved keeps its answers; one that is taken out keeps nothing.
    disconnectedCallback() {
      removeEventListener('pagehide', this.#left);
      this.#languages.disconnect();
      if (this.#app) this.#app.look();
      setTimeout(() => { if (!this.isConnected) this.#drop(); }, GRACE);
    }

    adoptedCallback() { dress(this.shadowRoot); }

    attributeChangedCallback(name, before, after) {
      if (before === after) return;
      if (name === 'lang') {
        this.#spoken = undefined;
        this.#follow();
        return;
      }
      if (this.#problem) this.#tell();
      if (name === 'shared') this.#rest();
      if (!this.#app) return;
      if (name === 'region') this.#app.setRegion(after === null ? undefined : after);
      else this.#app.look();
    }

    // The language of this element, or of what it stands in.
    #lang() {
      const nearest = this.closest('[lang]');
      return nearest ? nearest.getAttribute('lang') : document.documentElement.lang || undefined;
    }

    #host() { return /^en\b/i.test(this.#lang() || '') ? 'en' : 'zh'; }

    // The page is in another language now, and it is one of ours.
    #follow() {
      const [language] = LANGUAGES.filter((one) => new RegExp(`^${one}\\b`, 'i').test(this.#lang()));
      if (!language || language === this.#spoken) return;
      this.#spoken = language;
      if (this.#first) this.#first.show(language);
      if (this.#problem) this.#tell();
      if (this.#app) this.#app.setLang(language);
    }

    // The language to begin with: that of what is drawn, or the page's.
    #tongue() {
      const { lang } = (this.#place && this.#place.querySelector('.frame')) || {};
      if (this.#first || !lang) return this.#first ? this.#first.language : this.#host();
      return lang === 'en' ? lang : 'zh';
    }

    #words() { return WORDS[this.#first ? this.#first.language : this.#host()]; }

    async #open() {
      if (this.#opening || this.#app) return;
      this.#opening = true;
      this.#problem = undefined;
      const slow = setTimeout(() => { if (!this.#first) this.#wait(); }, 1000);
      try {
        if (!started && !this.#saved && !this.#first && !this.#place) this.#show(this.#host());
        if (this.#tongue() === 'en') translated();
        const begun = await start();
        const told = begun.speak();
        told.catch(() => {});
        if (this.#tongue() === 'en') await told;
        // Taken out meanwhile: goes on when it is put back.
        if (this.isConnected) this.#mount(begun);
        else begun.run.end();
      } catch (e) {
        this.#fail(e instanceof Problem ? e : new Problem('browser'));
      } finally {
        clearTimeout(slow);
        this.#opening = false;
      }
    }

    #mount({ instance, run, speak }) {
      const old = this.#place;
      this.#drawn = false;
      this.#place = document.createElement('div');
      this.#place.hidden = Boolean(this.#first);
      this.shadowRoot.append(this.#place);
      this.#fit();
      const region = this.getAttribute('region');
      const lang = this.#first ? this.#first.language : this.#lang();
      try {
        this.#app = instance.mount(
          this.#place, this, region === null ? undefined : region, lang, this.#saved, this.#number,
        );
      } catch (e) {
        this.#place.remove();
        this.#place = old;
        run.end();
        throw new Problem('start');
      }
      this.#run = run;
      this.#speak = speak;
      run.user = { keep: () => this.#keep(), stop: () => this.#stop() };
      this.#learn();
      if (this.#first) return;
      // What has the focus goes away: the app takes it over.
      this.#focus ||= this.shadowRoot.activeElement || this.contains(this.getRootNode().activeElement);
      if (old) take(old);
      this.#settle();
    }

    // The app is drawn: it takes the place of the first page, or of an engine that stopped.
    #take() {
      if (!this.#app || this.#drawn) return;
      this.#drawn = true;
      if (this.#first) {
        this.#first.hand(this.#place, () => {
          // At its very place: shown below and then freed of what stands above, browsers would scroll.
          this.#first.element.replaceWith(this.#place);
          this.#first.end();
          this.#place.hidden = false;
          this.#first = undefined;
          this.#settle();
        });
      } else if (this.#focus) {
        this.#head();
      }
    }

    #head() {
      this.#focus = false;
      const heading = this.#place.querySelector('h2');
      if (heading) heading.focus();
    }

    // The person, or the page, wants the language whose texts are not there yet.
    #learn() {
      const app = this.#app;
      if (!app.lacks()) return;
      const here = (does) => () => { if (this.#app === app) does(); };
      this.#speak().then(here(() => {
        app.setLang('en');
        this.#settle();
      }), here(() => this.#say('alert', [this.#words().file(ENGLISH[0])])));
    }

    // After each step: what a new engine goes on with, should this one stop.
    #keep() {
      if (!this.#app) return;
      // Where the page lets no event through.
      if (this.#place.firstElementChild) this.#take();
      this.#learn();
      if (this.#app.cleared()) {
        this.#saved = undefined;
        setTimeout(() => this.#renew(true));
      } else {
        // None before anything is done in this engine: what it began with still holds.
        this.#saved = this.#app.saved() || this.#saved;
      }
    }

    // Begins again in a new engine, with nothing of what the old one knew. The first page stands there at once.
    #renew(focus) {
      if (!this.#app) return;
      const language = this.#tongue();
      const end = this.#end();
      this.#show(language);
      this.#settle();
      if (focus) this.#first.element.querySelector('h2').focus();
      // The browser's Back is on its way to where the answers began, and the old engine is to hear of it.
      setTimeout(() => {
        end();
        if (this.isConnected) this.#open();
      }, this.getAttribute('history') === 'pages' ? 100 : 0);
    }

    #show(language) {
      this.#first = new FirstPage(language, (pressed) => this.#heard(pressed));
      this.#notice.after(this.#first.element);
      this.#fit();
      this.#light.hidden = true;
    }

    // Takes out what is drawn, and gives what ends the engine.
    #end() {
      const [app, run] = [this.#app, this.#run];
      this.#app = this.#run = this.#saved = this.#stopped = this.#problem = undefined;
      clearTimeout(this.#idle);
      if (this.#place) take(this.#place);
      if (this.#first) this.#first.end();
      this.#place = this.#first = undefined;
      if (!run) return () => {};
      run.user = undefined;
      return () => {
        try { app.unmount(); } catch (e) { /* it is ended all the same */ }
        setTimeout(() => run.end());
      };
    }

    // Nothing is left but the page's own text.
    #drop() {
      this.#end()();
      this.#notice.hidden = true;
      this.#light.hidden = false;
    }

    // The engine stopped: another goes on with the answers, and only where that stops at the same the person is asked.
    #stop() {
      const state = String(this.#saved);
      const again = this.#stopped === state;
      this.#run.end();
      this.#app = this.#run = undefined;
      this.#stopped = state;
      this.#focus = true;
      if (this.#first) {
        this.#place.remove();
        this.#place = undefined;
        this.#fail(new Problem('start'));
      } else if (again) {
        this.#fail(new Problem('stopped'));
      } else {
        this.#open();
      }
    }

    // Where people take turns: nobody has touched it for a while.
    #rest() {
      clearTimeout(this.#idle);
      if (!this.hasAttribute('shared') || !this.#app) return;
      this.#idle = setTimeout(() => {
        if (!this.#app || !this.#saved) return;
        this.#idle = setTimeout(() => this.#renew(), CLEARED - COVERED);
        const uncover = () => {
          this.#place.hidden = false;
          this.#settle();
          this.#head();
        };
        this.#place.hidden = true;
        const words = this.#words();
        this.#say('alert', [words.covered, words.clears], [[words.resume, uncover], [words.restart, () => this.#renew(true)]]);
      }, COVERED);
    }

    #settle() {
      this.#rest();
      this.#light.hidden = true;
      this.#notice.hidden = true;
      this.#notice.replaceChildren();
    }

    // Our text grows as that of the page does, and never becomes smaller than it is meant to be. Zoom reaches it anyway.
    #grow() {
      if (!this.isConnected) return;
      const { width: em, height: rem } = getComputedStyle(this.#measure);
      const now = [em, rem].map(parseFloat);
      if (settling || !this.#usual) this.#usual = now.map((size) => size / this.#scale);
      const [near, root] = now.map((size, at) => size / this.#usual[at]);
      const before = this.#scale;
      const times = near === 1 ? root : near;
      // On some pages letters have no size: there is nothing to follow.
      this.#scale = times < Infinity ? Math.min(Math.max(times, 1), LARGEST) : 1;
      if (this.#scale !== before) this.#fit();
    }

    #fit() { Array.from(this.shadowRoot.children, ({ style }) => style.setProperty('--scale', this.#scale)); }

    #wait() { this.#say('status', [this.#words().loading]); }

    // Something was done on the first page; `pressed` where it goes on to what only the engine knows.
    #heard(pressed) {
      if (this.#problem) {
        this.#tell();
        if (pressed) {
          this.#notice.tabIndex = -1;
          this.#notice.focus();
        }
      } else if (pressed) {
        this.#wait();
      }
    }

    // What the boxes ticked lead to.
    #leads() {
      const { language, ticked } = this.#first;
      const say = (text) => told(text, language);
      const programs = new Set(FIRST.leads.filter((_, box) => ticked[box]).flat());
      return [...programs].map((number) => {
        const [program, office, phones] = FIRST.programs[number];
        const line = document.createElement('li');
        line.append(WORDS[language].lead(say(program), say(office)));
        for (const [phone, name] of phones) {
          const call = document.createElement('a');
          call.href = `tel:${phone}`;
          call.textContent = say(name);
          line.append(call);
        }
        return line;
      });
    }

    #fail(problem) {
      this.#problem = problem;
      this.#tell();
      this.dispatchEvent(new CustomEvent('yingbao-error', plain({
        bubbles: true, composed: true, detail: { reason: problem.reason },
      })));
    }

    #tell() {
      const words = this.#words();
      const { reason, detail } = this.#problem;
      this.#light.hidden = false;
      if (reason !== 'stopped') {
        const why = words[reason] ? words[reason](detail) : '';
        this.#say('alert', [words.closed, why, words.meanwhile], [[words.retry, () => this.#open()]]);
        const leads = this.#first ? this.#leads() : [];
        if (leads.length) {
          const list = document.createElement('ul');
          list.append(...leads);
          const title = document.createElement('p');
          title.textContent = words.ticked;
          this.#notice.append(title, list);
        }
        return;
      }
      const restart = () => {
        this.#saved = this.#stopped = undefined;
        this.#open();
      };
      const actions = [[words.restart, restart]];
      if (this.#saved) actions.unshift([words.resume, () => this.#open()]);
      this.#say('alert', [words.stopped, this.#saved ? words.kept : words.drawn], actions);
    }

    #say(role, [lead, ...rest], actions = []) {
      const paragraph = (text, tag) => {
        const element = document.createElement('p');
        const inner = tag ? element.appendChild(document.createElement(tag)) : element;
        inner.textContent = text;
        return element;
      };
      const buttons = actions.map(([label, act]) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = label;
        button.addEventListener('click', act);
        return button;
      });
      this.#notice.setAttribute('role', role);
      this.#notice.lang = this.#words() === WORDS.en ? 'en' : 'zh-CN';
      this.#notice.hidden = false;
      this.#notice.replaceChildren(
        paragraph(lead, actions.length && 'strong'), ...rest.filter(Boolean).map((text) => paragraph(text)), ...buttons,
      );
    }
  }

  customElements.define(NAME, YingbaoScreener);
})();
