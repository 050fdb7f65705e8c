// All pages work without this file; it saves whole-page loads. No inline script, no eval: the content policy forbids both.
'use strict';

// A page that nobody looks at asks for nothing, nor does a part of one that somebody is writing in: it would be replaced.
const writtenIn = part => Array.from(part.querySelectorAll('input:not([type=hidden]), textarea, select'))
  .some(field => field === document.activeElement || 'defaultValue' in field && field.value !== field.defaultValue);
// Before the answer counts, too: somebody may have begun to write meanwhile.
['htmx:beforeRequest', 'htmx:beforeOnLoad'].forEach(kind => document.addEventListener(kind, event => {
  const part = event.detail.elt;
  if (part.hasAttribute('data-polls') && (document.visibilityState === 'hidden' || writtenIn(part))) {
    event.preventDefault();
  }
}));

// The session is over or the page is gone: the whole page says so better than a part of it.
document.addEventListener('htmx:beforeSwap', event => {
  const answer = event.detail.xhr;
  if (new URL(answer.responseURL || location.href).pathname.endsWith('/login') || answer.status === 403 || answer.status === 404) {
    event.detail.shouldSwap = false;
    location.reload();
  } else if (answer.status >= 400 && answer.getResponseHeader('X-Part') === 'true') {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Documents that were not in the list a moment ago are shown as arrivals.
let listed = null;
const remember = () => {
  const rows = document.querySelectorAll('.documents > li[data-id]');
  return new Set(Array.from(rows, row => row.dataset.id));
};
document.addEventListener('DOMContentLoaded', () => { listed = remember(); });
document.addEventListener('htmx:beforeSwap', event => {
  if (event.detail.target.id === 'results') {
    listed = event.detail.requestConfig.elt.hasAttribute('data-polls') ? remember() : null;
  }
});
document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.target.id === 'results') {
    if (listed) {
      document.querySelectorAll('.documents > li[data-id]').forEach(row => {
        row.classList.toggle('arrived', !listed.has(row.dataset.id));
      });
    }
    listed = remember();
  }
});

// What somebody typed before the scripts were there counts too.
window.addEventListener('load', () => {
  const words = document.querySelector('#filters #q');
  if (words && words.value !== words.defaultValue) {
    htmx.trigger('#filters', 'change');
  }
});

// What may come next is offered while somebody types: arrows choose, Enter takes, Escape closes.
const typing = document.getElementById('q');
const offers = document.getElementById('q-words');
if (typing && offers) {
  const marks = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': offers.id, 'aria-expanded': 'false' };
  Object.entries(marks).forEach(([name, value]) => typing.setAttribute(name, value));
  let chosen = null;
  const choose = option => {
    chosen?.setAttribute('aria-selected', 'false');
    chosen = option;
    if (chosen) {
      chosen.setAttribute('aria-selected', 'true');
      chosen.scrollIntoView({ block: 'nearest' });
      typing.setAttribute('aria-activedescendant', chosen.id);
    } else {
      typing.removeAttribute('aria-activedescendant');
    }
  };
  const show = open => {
    choose(null);
    offers.hidden = !open;
    typing.setAttribute('aria-expanded', String(open));
  };
  const take = option => {
    typing.value = option.dataset.typed;
    show(false);
    typing.focus();
    typing.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const step = by => {
    const options = Array.from(offers.children);
    const at = options.indexOf(chosen) + by;
    choose(options[at === -2 ? options.length - 1 : at] ?? null);
  };
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target === offers) {
      show(offers.children.length > 0 && document.activeElement === typing);
    }
  });
  typing.addEventListener('keydown', event => {
    if (offers.hidden) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      show(false);
    } else if (event.key === 'Enter') {
      show(false);
    }
  });
  typing.addEventListener('blur', () => show(false));
  // otherwise the field loses the focus before what was pressed is taken
  offers.addEventListener('pointerdown', event => event.preventDefault());
  offers.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) {
      take(option);
    }
  });
}

// Deleting asks once more.
document.addEventListener('submit', event => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Pictures that cannot be made leave their place empty instead of a broken sign.
document.addEventListener('error', event => {
  if (event.target instanceof HTMLImageElement) {
    event.target.closest('figure')?.classList.add('nothing');
    event.target.hidden = true;
  }
}, true);

// Each file is sent by itself, with its progress.
const drop = document.querySelector('[data-drop]');
if (drop) {
  const input = drop.querySelector('input[type=file]');
  const list = document.getElementById('sent');
  const words = list.dataset;
  const send = files => Array.from(files).reduce(
    (before, file) => before.then(() => sendOne(file)), Promise.resolve());
  const sendOne = file => new Promise(done => {
    const item = document.createElement('li');
    const row = Object.assign(document.createElement('div'), { className: 'row' });
    const name = Object.assign(document.createElement('span'), { className: 'name', textContent: file.name });
    const state = Object.assign(document.createElement('span'), { className: 'state', textContent: words.sending });
    const bar = Object.assign(document.createElement('progress'), { max: 100, value: 0 });
    bar.setAttribute('aria-label', file.name);
    const message = Object.assign(document.createElement('p'), { className: 'soft small' });
    row.append(name, state);
    item.append(row, bar, message);
    list.prepend(item);
    list.hidden = false;
    const form = new FormData();
    form.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', drop.dataset.drop);
    request.setRequestHeader('X-CSRF-TOKEN', drop.querySelector('input[name=_csrf]').value);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', part => {
      if (part.lengthComputable) {
        bar.value = 100 * part.loaded / part.total;
      }
    });
    request.addEventListener('loadend', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = {};
      }
      const fine = request.status === 200 && answer.taken;
      bar.value = 100;
      bar.hidden = true;
      state.textContent = fine ? words.stored : words.refused;
      state.classList.add(fine ? 'good' : 'bad');
      message.textContent = answer.message || (fine ? '' : words.broken);
      if (answer.document) {
        const link = document.createElement('a');
        link.href = answer.document;
        link.textContent = words.open;
        message.append(' ', link);
      }
      done();
    });
    request.send(form);
  });
  drop.classList.add('ready');
  drop.querySelectorAll('[data-plain]').forEach(part => { part.hidden = true; });
  input.addEventListener('change', () => { send(input.files).then(() => { input.value = ''; }); });
  ['dragenter', 'dragover'].forEach(kind => drop.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.add('over');
  }));
  ['dragleave', 'drop'].forEach(kind => drop.addEventListener(kind, () => drop.classList.remove('over')));
  drop.addEventListener('drop', event => {
    event.preventDefault();
    send(event.dataTransfer.files);
  });
}

// Forms that apply by themselves need no button.
const hideButtons = () => document.querySelectorAll('[data-noscript]').forEach(part => { part.hidden = true; });
hideButtons();
document.addEventListener('htmx:afterSwap', hideButtons);

// On a phone the filters would push the documents off the screen.
if (window.matchMedia('(max-width: 60rem)').matches) {
  document.querySelectorAll('[data-folds]').forEach(part => { part.open = false; });
}
