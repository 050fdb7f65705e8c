// One key decides and moves on. Without this file the same page works by its buttons, with whole-page loads.
'use strict';
(() => {
  const KEYS = { accept: 'a', reject: 'r', none: 'x', correct: 'c', add: 'n', skip: 's', never: 'v', undo: 'u', down: 'j', up: 'k' };
  const LEARNED = [700, 1000, 2000, 4000, 8000, 16000]; // when to look whether what was taken back was learned, in ms one after the other
  const KEPT = 'tagwright-review-keys';
  const FOLDED = 'tagwright-review-why-folded';
  const MOVES_ON = ['accept', 'none', 'pass', 'skip', 'never'];
  let keys = { ...KEYS };
  let ahead = null;   // the next document: { id, html } or a promise of it
  let folded = false; // whether this person wants to see why only when asking for it
  let labels = null;  // the catalogue, once it was asked for
  let picking = null; // 'correct' or 'add' while a label is chosen
  let sending = Promise.resolve();
  const deciding = new Set(); // documents whose decision has not arrived: they would come back as the next one

  const sheet = () => document.getElementById('sheet');
  const all = (where, what) => Array.from(where.querySelectorAll(what));
  const base = () => sheet().dataset.base;
  const asked = () => sheet().dataset.query || '';
  const query = more => {
    const now = new URLSearchParams(asked());
    more.forEach(([name, value]) => now.append(name, value));
    const text = now.toString();
    return text ? '?' + text : '';
  };
  const part = address => fetch(address, { headers: { 'X-Part': 'sheet' }, redirect: 'manual' });
  const token = () => {
    const meta = document.querySelector('meta[name=csrf]');
    return meta && meta.dataset.header ? { [meta.dataset.header]: meta.content } : {};
  };

  const say = (text, kind, link) => {
    const place = document.getElementById('said');
    place.replaceChildren();
    if (text) {
      const line = Object.assign(document.createElement('p'), { className: 'said ' + (kind || ''), textContent: text });
      if (link) {
        line.append(' ', Object.assign(document.createElement('a'), { href: link.to, textContent: link.text }));
      }
      place.append(line);
    }
  };

  // --- keys, as this person has them

  const load = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) || '{}');
      Object.keys(KEYS).forEach(name => {
        keys[name] = typeof kept[name] === 'string' && kept[name].length === 1 ? kept[name] : KEYS[name];
      });
      folded = localStorage.getItem(FOLDED) === 'yes';
    } catch {
      keys = { ...KEYS };
    }
  };
  const remember = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // a browser that keeps nothing: it counts for this page
    }
  };
  const keep = () => {
    remember(KEPT, JSON.stringify(keys));
    show();
  };
  const show = () => {
    all(document, 'kbd[data-key]').forEach(mark => {
      mark.textContent = keys[mark.dataset.key];
      mark.closest('button').setAttribute('aria-keyshortcuts', keys[mark.dataset.key]);
    });
    const list = document.querySelector('#keys .keys');
    const names = document.querySelector('#keys dl');
    if (!list) {
      return;
    }
    list.replaceChildren(...Object.keys(KEYS).map(name => {
      const row = document.querySelector('#keys template').content.firstElementChild.cloneNode(true);
      row.querySelector('span').textContent = names.dataset[name];
      const input = row.querySelector('input');
      input.value = keys[name];
      input.dataset.name = name;
      return row;
    }));
  };

  // --- the suggestion that is meant

  const rows = () => all(sheet(), '.suggestions > li');
  const cursor = () => sheet().querySelector('.suggestions > li[aria-current]');
  const point = row => {
    if (!row) {
      return;
    }
    const before = cursor();
    before.querySelector('details').open = false;
    row.querySelector('details').open = !folded;
    before.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'true');
    sheet().querySelector('input[name=cursor]').value = row.dataset.key;
    const of = ' ' + row.dataset.number + ' ';
    all(sheet(), '.text mark, .places rect').forEach(mark => mark.classList.toggle('on', mark.dataset.of.includes(of)));
    row.scrollIntoView({ block: 'nearest' });
  };
  const move = by => {
    const list = rows();
    point(list[list.indexOf(cursor()) + by]);
  };

  // --- the next document, before anybody asks for it

  const preload = not => {
    const address = base() + 'review/next' + query([...new Set([...not, ...deciding])].map(id => ['not', id]));
    const promise = part(address).then(async answer => {
      if (answer.status === 204) {
        return { id: '', html: '' };
      }
      if (answer.status !== 200) {
        return null;
      }
      const next = { id: answer.headers.get('X-Document'), html: await answer.text() };
      const picture = new DOMParser().parseFromString(next.html, 'text/html').querySelector('.pictures img');
      if (picture) {
        new Image().src = picture.getAttribute('src');
      }
      return next;
    }).catch(() => null).then(next => {
      if (ahead === promise) {
        ahead = next;
        document.documentElement.dataset.ahead = next ? next.id : '';
      }
      return next;
    });
    ahead = promise;
    delete document.documentElement.dataset.ahead;
  };
  const put = (next, before) => {
    const page = new DOMParser().parseFromString(next.html, 'text/html').getElementById('sheet');
    const opened = all(document, 'details.card[open]').map(one => one.id).filter(id => id);
    const checked = document.querySelector('input[name=checked]')?.checked;
    sheet().replaceWith(page);
    opened.forEach(id => { const again = document.getElementById(id); if (again) { again.open = true; } });
    const box = page.querySelector('input[name=checked]');
    if (box && checked) {
      box.checked = true;
    }
    const address = new URL(page.dataset.base + 'review/' + next.id + asked(), location.href).href;
    if (address !== location.href) {
      history.pushState({}, '', address);
    }
    document.title = page.dataset.title + ' – Tagwright';
    begun();
    window.scrollTo(0, 0);
    preload(before.concat(next.id));
  };
  const through = () => { location.assign(base() + 'review' + query([['said', 'through']])); };

  // --- deciding

  const ended = () => say(sheet().dataset.ended, 'bad', { to: location.href, text: sheet().dataset.open });
  const post = async (address, body) => {
    // sent even if the person leaves the page at once
    const answer = await fetch(address, { method: 'POST', keepalive: true, headers: { 'X-Part': 'sheet', ...token() }, body, redirect: 'manual' });
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
      const error = new Error();
      error.ended = true;
      throw error;
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const error = new Error();
      error.said = told.said || told.detail;
      throw error;
    }
    return told;
  };
  const failed = (error, id) => {
    const where = { to: base() + 'review/' + id + asked(), text: sheet().dataset.open };
    if (error.ended) {
      say(sheet().dataset.ended, 'bad', where);
    } else {
      say(error.said || sheet().dataset.failed, 'bad', where);
    }
  };
  const decide = async what => {
    const form = document.getElementById('decide');
    if (!form || !form.querySelector('.decide') || sheet().dataset.busy) {
      return;
    }
    const body = new URLSearchParams(new FormData(form));
    body.set('do', what);
    const id = sheet().dataset.document;
    const address = base() + 'review/' + id + asked();
    say('');
    const last = what === 'reject' && rows().length === 1;
    if (MOVES_ON.includes(what) || last) {
      sheet().dataset.busy = 'yes';
      deciding.add(id);
      const sent = post(address, body).finally(() => deciding.delete(id));
      sending = Promise.allSettled([sending, sent]);
      const next = await ahead;
      if (next && next.id) {
        put(next, [id]);
        sent.catch(error => failed(error, id));
      } else {
        try {
          const told = await sent;
          if (told.stay) {
            await again(id);
          } else {
            await onward(id);
          }
        } catch (error) {
          failed(error, id);
        } finally {
          delete sheet().dataset.busy;
        }
      }
      return;
    }
    sheet().dataset.busy = 'yes';
    try {
      const told = await post(address, body);
      if (told.stay) {
        await again(id);
      } else {
        await onward(id);
      }
    } catch (error) {
      failed(error, id);
    } finally {
      delete sheet().dataset.busy;
    }
  };
  const onward = async id => {
    let next = await ahead;
    if (!next || !next.id) {
      preload([id]);
      next = await ahead;
    }
    if (next && next.id) {
      put(next, [id]);
    } else if (next) {
      through();
    } else {
      ended();
    }
  };
  const again = async id => {
    const answer = await part(base() + 'review/' + id + asked());
    if (answer.status === 200) {
      put({ id, html: await answer.text() }, []);
    } else {
      location.assign(base() + 'review' + asked());
    }
  };
  const undo = async () => {
    await sending;
    try {
      const told = await post(base() + 'review/undo' + asked(), new URLSearchParams());
      const words = sheet().dataset.undone;
      await again(String(told.document));
      say(words);
      comeBack(String(told.document));
    } catch (error) {
      if (error.ended) {
        ended();
      } else {
        say(error.said || sheet().dataset.failed, 'bad');
      }
    }
  };

  // what was said may have been learned: suggestions come back when that it was taken back is learned, too
  const comeBack = async id => {
    const suggested = where => all(where, '.suggestions > li').map(row => row.dataset.key).join();
    for (const pause of LEARNED) {
      await new Promise(done => setTimeout(done, pause));
      const answer = await part(base() + 'review/' + id + asked()).catch(() => null);
      const html = answer && answer.status === 200 ? await answer.text() : '';
      if (sheet().dataset.document !== id || sheet().dataset.busy || picking) {
        return;
      }
      const page = new DOMParser().parseFromString(html, 'text/html').getElementById('sheet');
      if (page && suggested(page) !== suggested(sheet())) {
        const before = cursor()?.dataset.key;
        const top = window.scrollY;
        put({ id, html }, []);
        point(rows().find(row => row.dataset.key === before));
        window.scrollTo(0, top);
      }
    }
  };

  // --- choosing another label

  const pick = what => {
    const field = document.getElementById('pick-name');
    if (!field || what === 'correct' && !cursor()) {
      return;
    }
    picking = what;
    const place = document.getElementById('pick');
    place.classList.add('open');
    const row = cursor();
    place.querySelector('select').value = row && what === 'correct' ? row.dataset.kind : place.querySelector('select').value;
    field.value = '';
    field.focus();
    offer();
  };
  const unpick = () => {
    picking = null;
    document.getElementById('pick')?.classList.remove('open');
    const found = document.getElementById('pick-found');
    if (found) {
      found.hidden = true;
      document.getElementById('pick-name').blur();
    }
  };
  const known = () => {
    labels = labels || part(base() + 'review/labels').then(answer => answer.status === 200 ? answer.json() : []).catch(() => []);
    return labels;
  };
  const offer = async () => {
    const every = await known();
    // what is typed now, not what was typed when the labels were asked for
    const place = document.getElementById('pick');
    if (!place || !picking) {
      return;
    }
    const field = document.getElementById('pick-name');
    const found = document.getElementById('pick-found');
    const kind = place.querySelector('select').value;
    const typed = field.value.trim().toLowerCase();
    const fit = every.filter(one => one.kind === kind && one.name.toLowerCase().includes(typed));
    fit.sort((one, other) => one.name.toLowerCase().indexOf(typed) - other.name.toLowerCase().indexOf(typed) || one.name.localeCompare(other.name));
    const items = fit.slice(0, 8).map(one => choice(one.name, one.name, false));
    if (typed && !fit.some(one => one.name.toLowerCase() === typed)) {
      items.push(choice(sheet().dataset.create + ' “' + field.value.trim() + '”', field.value.trim(), true));
    }
    items.forEach((item, at) => { item.id = 'pick-' + at; item.setAttribute('aria-selected', at === 0 ? 'true' : 'false'); });
    found.replaceChildren(...items);
    found.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(items.length > 0));
    field.setAttribute('aria-activedescendant', items.length > 0 ? 'pick-0' : '');
  };
  const choice = (text, name, fresh) => {
    const item = Object.assign(document.createElement('li'), { textContent: text });
    item.setAttribute('role', 'option');
    item.dataset.name = name;
    item.dataset.fresh = String(fresh);
    return item;
  };
  const choose = item => {
    const form = document.getElementById('decide');
    const what = picking || 'add';
    form.elements.name.value = item.dataset.name;
    form.elements.create.value = item.dataset.fresh;
    if (item.dataset.fresh === 'true') {
      labels = null;
    }
    unpick();
    decide(what);
  };
  const select = by => {
    const items = all(document, '#pick-found li');
    const at = items.findIndex(item => item.getAttribute('aria-selected') === 'true');
    const next = items[(at + by + items.length) % items.length];
    if (next) {
      items.forEach(item => item.setAttribute('aria-selected', String(item === next)));
      document.getElementById('pick-name').setAttribute('aria-activedescendant', next.id);
    }
  };

  // --- what people do

  const act = name => {
    if (name === 'down') {
      move(1);
    } else if (name === 'up') {
      move(-1);
    } else if (name === 'correct' || name === 'add') {
      pick(name);
    } else if (name === 'undo') {
      undo();
    } else if (name !== 'reject' && name !== 'none' || rows().length > 0) {
      decide(name);
    }
  };
  document.addEventListener('keydown', event => {
    if (!sheet() || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target.id === 'pick-name') {
      if (event.key === 'Enter') {
        event.preventDefault();
        const item = document.querySelector('#pick-found li[aria-selected=true]');
        if (item) {
          choose(item);
        }
      } else if (event.key === 'Escape') {
        unpick();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        select(event.key === 'ArrowDown' ? 1 : -1);
      }
      return;
    }
    const typing = event.target.matches('input:not([type=checkbox]), select, textarea');
    if (typing || event.repeat) {
      return;
    }
    const name = Object.keys(keys).find(one => keys[one] === event.key)
        || { ArrowDown: 'down', ArrowUp: 'up' }[event.target === document.body ? event.key : ''];
    if (name) {
      event.preventDefault();
      act(name);
    } else if (/^[1-9]$/.test(event.key)) {
      const row = rows()[Number(event.key) - 1];
      if (row) {
        event.preventDefault();
        const box = row.querySelector('input[type=checkbox]');
        box.checked = !box.checked;
        point(row);
      }
    }
  });
  document.addEventListener('click', event => {
    const item = event.target.closest('#pick-found li');
    const row = event.target.closest('.suggestions > li');
    const button = event.target.closest('button');
    if (item) {
      choose(item);
      return;
    }
    const summary = event.target.closest('summary');
    if (row && summary) {
      // where it is open the browser closes it after this
      folded = row === cursor() && summary.parentNode.open;
      remember(FOLDED, folded ? 'yes' : 'no');
      if (row !== cursor()) {
        event.preventDefault();
        point(row);
      }
    } else if (row) {
      point(row);
    }
    if (!button || !sheet()) {
      return;
    }
    if (button.classList.contains('reject')) {
      decide('reject');
    } else if (button.classList.contains('correct')) {
      pick('correct');
    } else if (button.id === 'keys-reset') {
      keys = { ...KEYS };
      keep();
    } else if (button.id.startsWith('do-')) {
      event.preventDefault();
      act(button.id.substring(3));
    }
  });
  document.addEventListener('input', event => {
    if (event.target.id === 'pick-name' || event.target.matches('#pick select')) {
      picking = picking || 'add';
      offer();
    } else if (event.target.matches('#keys input')) {
      const typed = event.target.value;
      const name = event.target.dataset.name;
      const taken = Object.keys(keys).some(one => one !== name && keys[one] === typed) || /^[1-9]$/.test(typed);
      event.target.setCustomValidity(taken ? document.querySelector('#keys dl').dataset.taken : '');
      if (taken) {
        event.target.reportValidity();
        event.target.value = keys[name];
      } else if (typed) {
        keys[name] = typed;
        keep();
        document.querySelector('#keys input[data-name=' + name + ']').focus();
      }
    }
  });
  window.addEventListener('popstate', () => location.reload());

  const begun = () => {
    show();
    point(cursor());
    all(document, 'select[data-labels]').forEach(one => {
      one.addEventListener('focus', async () => {
        const had = new Set(all(one, 'option').map(option => option.value));
        (await known()).filter(label => !had.has(label.key)).forEach(label => {
          one.append(Object.assign(document.createElement('option'), { value: label.key, textContent: label.name }));
        });
      }, { once: true });
    });
  };
  if (sheet()) {
    load();
    begun();
    preload([sheet().dataset.document]);
  }
})();
