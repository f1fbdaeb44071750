// Runs once for the line that says where is searched, with `element`, `trigger` and `watch` from Gradio.
let came = null; // what had the focus before the form
let said = '';
let open = false;
let pressed = false;

// the line itself is written anew each time, and what is new is not announced
const told = document.createElement('div');
told.className = 'fn-unseen';
told.setAttribute('aria-live', 'polite');
document.querySelector('.gradio-container').append(told);

const opener = () => element.querySelector('.fn-where');
const form = () => element.querySelector('.fn-where-form');

function shut() {
  if (!form()) return;
  form().remove();
  open = false;
  opener().setAttribute('aria-expanded', 'false');
  (came?.isConnected ? came : opener()).focus({ preventScroll: true });
}

element.addEventListener('click', (event) => {
  const on = event.target.closest('[data-do]');
  if (!on) return;
  if (on.dataset.do === 'shut' || (on.dataset.do === 'choose' && form())) shut();
  else {
    pressed = true;
    if (on.dataset.do === 'lift') trigger('lift');
    else trigger('choose', 0);
  }
});

element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !form()) return;
  event.stopPropagation(); // it must not close the document beside it too
  shut();
});

element.addEventListener('input', (event) => {
  if (!event.target.matches('.fn-where-find')) return;
  const words = event.target.value.toLowerCase();
  for (const each of element.querySelectorAll('.fn-where-list label')) {
    each.hidden = !each.textContent.toLowerCase().includes(words);
  }
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  pressed = true;
  const { elements, dataset } = form();
  const ticked = [...element.querySelectorAll('[name=document]:checked')];
  const turn = Number(dataset.turn);
  trigger(turn ? 'again' : 'use', {
    turn,
    documents: ticked.map((box) => Number(box.value)),
    tag: elements.tag?.value ?? '',
    since: elements.since.value,
    until: elements.until.value,
  });
});

// Opened, the form has the focus; closed, the field has it, where the question comes next.
watch('value', () => requestAnimationFrame(() => {
  const words = element.querySelector('.fn-where-words')?.textContent ?? '';
  if (said && words !== said) told.textContent = words;
  said = words;
  if (form()) {
    if (!open) came = document.activeElement;
    const wrong = form().querySelector('.fn-where-error') && form().elements.since;
    const first = form().querySelector('.fn-where-find, .fn-where-list input');
    (wrong || first || form().elements.since).focus({ preventScroll: true });
  } else if (pressed) {
    document.querySelector('#fn-question textarea')?.focus({ preventScroll: true });
  }
  open = Boolean(form());
  pressed = false;
}));
