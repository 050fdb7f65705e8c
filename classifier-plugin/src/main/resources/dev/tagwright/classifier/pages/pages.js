// Every page works without this file. No inline script, no eval: the content policy forbids both.
'use strict';

// Pictures that cannot be made leave their place empty instead of a broken sign.
document.addEventListener('error', event => {
  if (event.target instanceof HTMLImageElement) {
    event.target.closest('figure')?.classList.add('nothing');
    event.target.hidden = true;
  }
}, true);

// What takes much back or away asks once more.
document.addEventListener('submit', event => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
