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

  const WORDS = {
    zh: {
      loading: '正在打开自测工具……',
      closed: '自测工具没有打开。',
      file: (name) => `没有取到文件 ${name}，或者它与发布的不一致。请检查网络后再试。`,
      start: () => '它在打开时停止了工作。',
      browser: () => '这个浏览器，或者本网页的安全设置，不允许运行自测工具。请换用较新的浏览器再试。',
      rules: (why) => `规则文件不能使用：${why}`,
      meanwhile: '下面的说明和电话仍然可用，也可以直接到街道（乡镇）或村（社区）咨询。',
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
    .notice p { margin: 0 0 8px; }
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

  let sheet;
  const notices = () => {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(NOTICE);
    }
    return sheet;
  };

  class YingbaoScreener extends HTMLElement {
    static get observedAttributes() { return ['region', 'lang', 'history', 'shared']; }

    // The same estimate as the questions give, for pages with their own: documents in, documents out.
    static async screen(household, options) { return (await engine()).screen(household, options); }
    // … and the same questions, page by page.
    static async interview(household, asked, options) { return (await engine()).interview(household, asked, options); }

    #notice = document.createElement('div');
    #light = document.createElement('slot');
    #place;
    #engine;
    #app;
    #opening = false;
    #saved;
    #problem;
    #check = () => this.#look();

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      // Without constructed style sheets the notice is plain, and still there.
      try { root.adoptedStyleSheets = [...root.adoptedStyleSheets, notices()]; } catch (e) { /* plain */ }
      this.#notice.className = 'notice';
      this.#notice.setAttribute('part', 'notice');
      this.#notice.hidden = true;
      root.append(this.#notice, this.#light);
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

    attributeChangedCallback(name, before, after) {
      if (before === after) return;
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

    #words() { return /^en\b/i.test(this.#lang() || '') ? WORDS.en : WORDS.zh; }

    async #open() {
      if (this.#opening) return;
      this.#opening = true;
      this.#problem = undefined;
      const slow = setTimeout(() => this.#say('status', [this.#words().loading]), 1000);
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
      const region = this.getAttribute('region');
      try {
        this.#app = instance.mount(this.#place, this, region === null ? undefined : region, this.#lang(), this.#saved);
      } catch (e) {
        this.#place.remove();
        this.#place = undefined;
        if (running === this.#engine) running = undefined;
        throw new Problem('start');
      }
      this.#saved = undefined;
      // What had the focus goes away: the app takes it over.
      const focus = this.shadowRoot.activeElement || this.contains(this.getRootNode().activeElement);
      this.#light.hidden = true;
      this.#notice.hidden = true;
      this.#notice.replaceChildren();
      if (focus) {
        this.#place.tabIndex = -1;
        this.#place.focus();
      }
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
