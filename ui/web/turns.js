// Runs once for each part of the conversation, with `element` and `trigger` from Gradio.
function told(button, words) {
  button.dataset.name ??= button.textContent; // pressed twice, it must not keep `words`
  button.textContent = words;
  setTimeout(() => { button.textContent = button.dataset.name; }, 2000);
}

element.addEventListener('click', (event) => {
  const on = event.target.closest('[data-do]');
  if (!on || on.disabled) return;
  event.preventDefault();
  const turn = Number(on.dataset.turn);
  switch (on.dataset.do) {
    case 'open':
      trigger('open', [turn, Number(on.dataset.footnote)]);
      break;
    case 'copy':
      navigator.clipboard.writeText(on.parentElement.querySelector('.fn-plain').value)
        .then(() => told(on, on.dataset.copied), () => told(on, on.dataset.refused));
      break;
    case 'again':
    case 'edit':
      trigger(on.dataset.do, turn);
      break;
    case 'save':
      trigger('save', [turn, on.dataset.format]);
      break;
    case 'rate': {
      const pressed = on.getAttribute('aria-pressed') === 'true';
      for (const other of on.parentElement.querySelectorAll('[data-do=rate]')) {
        other.setAttribute('aria-pressed', String(other === on && !pressed));
      }
      trigger('rate', [turn, pressed ? 0 : Number(on.dataset.verdict)]);
      break;
    }
  }
});
