// Live figures on the pages of labels and trainings. Every page works without it.
'use strict';

const part = async address => {
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) {
    throw new Error(String(answer.status));
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.body.firstElementChild;
};

// What the thresholds would do, while the sliders move.
const sliders = document.querySelector('form.sliders');
if (sliders) {
  const { suggest, apply, never } = sliders.elements;
  let newest = 0;
  let waiting;
  const show = async () => {
    const asked = ++newest;
    const query = new URLSearchParams({ suggest: suggest.value, apply: apply.value, never: never.checked });
    try {
      const effect = await part(`${sliders.dataset.effect}?${query}`);
      if (asked === newest) {
        document.getElementById('effect').replaceChildren(effect);
      }
    } catch {
      // the figures before stay; saving tells what is wrong
    }
  };
  const moved = slider => {
    if (slider === suggest && Number(suggest.value) > Number(apply.value)) {
      apply.value = suggest.value;
    } else if (slider === apply && Number(apply.value) < Number(suggest.value)) {
      suggest.value = apply.value;
    }
    for (const each of [suggest, apply]) {
      each.nextElementSibling.value = `${each.value} %`;
    }
    clearTimeout(waiting);
    waiting = setTimeout(show, 60);
  };
  sliders.addEventListener('input', event => moved(event.target));
  // whoever was quicker than this script, or came back to the page, sees what stands there
  const first = [suggest, apply].find(slider => slider.value !== slider.defaultValue);
  if (first || never.checked !== never.defaultChecked) {
    moved(first);
  }
}

// How far the training is.
const progress = document.getElementById('progress');
if (progress?.firstElementChild?.dataset.state === 'RUNNING') {
  // whoever is choosing something must not lose it to a page that loads itself again
  let inUse = false;
  for (const what of ['input', 'submit']) {
    document.addEventListener(what, () => {
      inUse = true;
    });
  }
  const look = async () => {
    try {
      const now = await part(progress.dataset.from);
      const ended = now.dataset.state !== 'RUNNING';
      if (ended && !inUse) {
        location.reload();
        return;
      }
      progress.replaceChildren(now);
      if (ended) {
        return;
      }
    } catch {
      // the host may be starting anew; it is asked again
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
}

// From point to point on the map with the arrow keys.
const map = document.querySelector('svg.map');
if (map) {
  const points = [...map.querySelectorAll('a')].map(link => {
    const circle = link.querySelector('circle');
    return { link, x: circle.cx.baseVal.value, y: circle.cy.baseVal.value };
  });
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let here;
  const go = point => {
    here?.link.classList.remove('here');
    here = point;
    here.link.classList.add('here');
    here.link.parentNode.append(here.link);
    document.getElementById('mapsaid').textContent = here.link.getAttribute('aria-label');
  };
  map.addEventListener('keydown', event => {
    const way = ways[event.key];
    if (event.key === 'Enter' && here?.link.getAttribute('href')) {
      location.assign(here.link.getAttribute('href'));
    } else if (way && points.length) {
      event.preventDefault();
      let best;
      let nearest = Infinity;
      const from = here ?? { x: 500, y: 310 };
      for (const point of points) {
        const along = (point.x - from.x) * way[0] + (point.y - from.y) * way[1];
        const aside = Math.abs((point.x - from.x) * way[1]) + Math.abs((point.y - from.y) * way[0]);
        if (point !== here && along > 0 && along + 2 * aside < nearest) {
          nearest = along + 2 * aside;
          best = point;
        }
      }
      if (best) {
        go(best);
      }
    }
  });
}
