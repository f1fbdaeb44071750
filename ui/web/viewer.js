// Runs once for the open document, with `element`, `trigger` and `watch` from Gradio.
let came = '';

const send = (button) =>
  trigger('open', [Number(button.dataset.turn), Number(button.dataset.footnote)]);

function shut() {
  if (!element.querySelector('.fn-viewer')) return;
  const shown = element.querySelector('.fn-document'); // none where it could not be opened
  came = shown ? `t${shown.dataset.turn}-r${shown.dataset.footnote}` : '';
  trigger('shut');
}

element.addEventListener('click', (event) => {
  const step = event.target.closest('.fn-step');
  if (step && !step.disabled) send(step);
  if (event.target.closest('.fn-shut')) shut();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') shut();
});

// Opened, the sentence is in view and has the focus; closed, the footnote has it that led here.
watch('value', () => requestAnimationFrame(() => {
  const shown = element.querySelector('.fn-document');
  if (!shown) {
    document.getElementById(came)?.focus({ preventScroll: true });
    came = '';
    return;
  }
  const mark = document.getElementById(`t${shown.dataset.turn}-d${shown.dataset.footnote}`);
  mark?.scrollIntoView({ block: 'center', inline: 'nearest' });
  mark?.focus({ preventScroll: true });
}));
