// Defines <yingbao-screener region="310115" lang="zh-CN">, by one script tag, classic or module.
//
// The site builder puts the widget's glue in place of the line below and fills in the digests of the
// two files that are fetched: so the one integrity attribute of the script tag covers everything.
(() => {
  'use strict';
  /* glue */

  const NAME = 'yingbao-screener';
  if (customElements.get(NAME)) return;

  // Fetched once for all elements of a page, whole, before the first question: no later request
  // depends on an answer.
  const WASM = ['yingbao.wasm', '/* integrity of yingbao.wasm */'];
  const RULEBOOK = ['cn.rulebook', '/* integrity of cn.rulebook */'];
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
      kept: 'Your answers are still on this page and were not sent anywhere. You can go on with them or start over.',
      drawn: 'What you entered is still shown below and was not sent anywhere. Opening again starts from the beginning.',
      retry: 'Try again',
      resume: 'Go on',
      restart: 'Start over',
    },
  };

  const NOTICE = `
    :host { display: block !important; }
    [hidden] { display: none !important; }
    .notice { all: initial; display: block; box-sizing: border-box; margin: 0 0 16px; padding: 16px;
      border: 2px solid; border-color: currentColor; background: Canvas; color: CanvasText;
      font: 18px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
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

  const bytes = async ([name, integrity]) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    try {
      // Own cookies only: some portals answer no request without theirs.
      const response = await fetch(new URL(name, base), {
        integrity, mode: 'cors', credentials: 'same-origin', referrerPolicy: 'no-referrer', signal: abort.signal,
        // The page itself, and the first page of the widget, come first.
        priority: 'low',
      });
      if (!response.ok) throw new Problem('file', name);
      return await response.arrayBuffer();
    } catch (e) {
      throw new Problem('file', name);
    } finally {
      clearTimeout(timer);
    }
  };

  const compile = async (source) => {
    try {
      return await WebAssembly.compile(source);
    } catch (e) {
      throw new Problem('browser');
    }
  };

  // The two files, kept: a new start needs no request.
  let files;
  const fetched = () => {
    files ||= Promise.all([bytes(WASM).then(compile), bytes(RULEBOOK)]);
    files.catch(() => { files = undefined; });
    return files;
  };

  // One running instance for all elements; a new one after it stopped.
  let running;
  // Whether one has run: from then on a widget is there as soon as its first page would be.
  let started = false;
  const start = async () => {
    const [module, rulebook] = await fetched();
    const instance = glue();
    try {
      await instance.init({ module_or_path: module });
    } catch (e) {
      throw new Problem('browser');
    }
    try {
      instance.load(new Uint8Array(rulebook));
    } catch (e) {
      throw new Problem('rules', e instanceof WebAssembly.RuntimeError ? '' : e.message);
    }
    started = true;
    return instance;
  };
  const engine = () => {
    if (!running) {
      const mine = start();
      running = mine;
      mine.catch(() => { if (running === mine) running = undefined; });
    }
    return running;
  };

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

  // The first page before the engine is there. What is ticked and pressed on it goes over to the app.
  class FirstPage {
    element = document.createElement('div');
    #language;
    #pending;
    #held = false;
    #later;
    #changed;

    constructor(language, changed) {
      this.#changed = changed;
      this.element.className = 'first';
      this.#draw(language);
      const hold = (held) => () => {
        this.#held = held;
        // What was pressed is heard first.
        if (!held) setTimeout(() => this.#go());
      };
      for (const kind of ['pointerdown', 'keydown']) this.element.addEventListener(kind, hold(true));
      for (const kind of ['pointerup', 'pointercancel', 'keyup']) addEventListener(kind, hold(false), true);
      this.element.addEventListener('change', ({ target }) => this.#tick(target));
      this.element.addEventListener('click', ({ target }) => {
        const button = target.closest('button');
        if (button) this.#press(button);
      });
    }

    get language() { return this.#language; }

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
        const within = (root) => [...root.querySelectorAll('*')];
        const counterpart = within(place)[within(this.element).indexOf(this.element.getRootNode().activeElement)];
        const click = (kind, is) => {
          const own = [...place.querySelectorAll(kind)];
          this.#all(kind).forEach((one, at) => is(one) && own[at].click());
        };
        click('input', (box) => box.checked);
        click('.unsure', (button) => button.getAttribute('aria-pressed') === 'true');
        // The app draws what was clicked before anything else can happen here.
        for (let turn = 0; turn < 9; turn += 1) await null;
        done();
        if (counterpart) counterpart.focus({ preventScroll: true });
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

    #all(selector) { return [...this.element.querySelectorAll(selector)]; }

    #draw(language) {
      this.#language = language;
      const at = LANGUAGES.indexOf(language);
      const say = (text) => typeof text === 'number' ? FIRST.texts[text][at] : text;
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
    static async screen(household, options) { return (await engine()).screen(household, options); }
    // … and the same questions, page by page.
    static async interview(household, asked, options) { return (await engine()).interview(household, asked, options); }

    #notice = document.createElement('div');
    #light = document.createElement('slot');
    #place;
    #first;
    #engine;
    #app;
    #opening = false;
    #saved;
    #problem;
    #check = () => this.#look();

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      dress(root);
      this.#notice.className = 'notice';
      this.#notice.setAttribute('part', 'notice');
      this.#notice.hidden = true;
      root.append(this.#notice, this.#light);
      // Before any listener of the page: for them the app stands there.
      this.addEventListener('yingbao-ready', ({ target }) => { if (target === this) this.#take(); });
    }

    connectedCallback() {
      addEventListener('error', this.#check);
      addEventListener('unhandledrejection', this.#check);
      if (this.#app) this.#app.look();
      else if (!this.#problem) this.#open();
    }

    // The app stays where it is: an element that is moved or put back keeps its answers.
    disconnectedCallback() {
      removeEventListener('error', this.#check);
      removeEventListener('unhandledrejection', this.#check);
      if (this.#app) this.#app.look();
    }

    adoptedCallback() { dress(this.shadowRoot); }

    attributeChangedCallback(name, before, after) {
      if (before === after) return;
      if (this.#first && name === 'lang') this.#first.show(this.#host());
      if (this.#problem) this.#tell();
      if (!this.#app) return;
      if (name === 'lang') this.#app.setLang(this.#lang());
      else if (name === 'region') this.#app.setRegion(after === null ? undefined : after);
      else this.#app.look();
    }

    // The language of this element, or of what it stands in.
    #lang() {
      const nearest = this.closest('[lang]');
      return nearest ? nearest.getAttribute('lang') : document.documentElement.lang || undefined;
    }

    #host() { return /^en\b/i.test(this.#lang() || '') ? 'en' : 'zh'; }

    #words() { return WORDS[this.#first ? this.#first.language : this.#host()]; }

    async #open() {
      if (this.#opening) return;
      this.#opening = true;
      this.#problem = undefined;
      if (!started && !this.#saved && !this.#first && !this.#place) {
        this.#first = new FirstPage(this.#host(), (pressed) => this.#heard(pressed));
        this.#notice.after(this.#first.element);
        this.#light.hidden = true;
      }
      const slow = setTimeout(() => { if (!this.#first) this.#wait(); }, 1000);
      try {
        this.#engine = engine();
        const instance = await this.#engine;
        // Taken out meanwhile: goes on when it is put back.
        if (this.isConnected) this.#mount(instance);
      } catch (e) {
        this.#fail(e instanceof Problem ? e : new Problem('browser'));
      } finally {
        clearTimeout(slow);
        this.#opening = false;
      }
    }

    #mount(instance) {
      if (this.#place) this.#place.remove();
      this.#place = document.createElement('div');
      this.shadowRoot.append(this.#place);
      this.#place.hidden = Boolean(this.#first);
      const region = this.getAttribute('region');
      const lang = this.#first ? this.#first.language : this.#lang();
      try {
        this.#app = instance.mount(this.#place, this, region === null ? undefined : region, lang, this.#saved);
      } catch (e) {
        this.#place.remove();
        this.#place = undefined;
        if (running === this.#engine) running = undefined;
        throw new Problem('start');
      }
      this.#saved = undefined;
      if (this.#first) return;
      // What had the focus goes away: the app takes it over.
      const focus = this.shadowRoot.activeElement || this.contains(this.getRootNode().activeElement);
      this.#settle();
      if (focus) {
        this.#place.tabIndex = -1;
        this.#place.focus();
      }
    }

    // The app is drawn: it takes the place of the first page.
    #take() {
      const first = this.#first;
      if (!first || !this.#app) return;
      first.hand(this.#place, () => {
        // At its very place: shown below and then freed of what stands above, browsers would scroll.
        first.element.replaceWith(this.#place);
        this.#place.hidden = false;
        this.#first = undefined;
        this.#settle();
      });
    }

    #settle() {
      this.#light.hidden = true;
      this.#notice.hidden = true;
      this.#notice.replaceChildren();
    }

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
      const at = LANGUAGES.indexOf(language);
      const say = (text) => typeof text === 'number' ? FIRST.texts[text][at] : text;
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

    // Whether the app stopped: it cannot tell by itself.
    #look() {
      if (!this.#app) return;
      let stopped = 'stopped';
      try { stopped = this.#app.failed(); } catch (e) { /* it stopped */ }
      if (stopped === undefined) return;
      try { this.#saved = this.#app.saved(); } catch (e) { /* what is drawn stays */ }
      this.#app = undefined;
      if (running === this.#engine) running = undefined;
      this.#fail(new Problem('stopped'));
    }

    #fail(problem) {
      this.#problem = problem;
      this.#tell();
      this.dispatchEvent(new CustomEvent('yingbao-error', {
        bubbles: true, composed: true, detail: { reason: problem.reason },
      }));
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
        this.#saved = undefined;
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
