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
    case 'choose': {
      const menu = on.closest('details');
      menu.open = false;
      menu.querySelector('summary').focus(); // where the form gives the focus back
      trigger('choose', turn);
      break;
    }
    case 'only':
      trigger('only', [turn, Number(on.dataset.document)]);
      break;
    case 'offer':
      trigger('offer', on.textContent);
      break;
    case 'whole':
      on.closest('.fn-reply').classList.add('fn-all');
      on.closest('.fn-reply').querySelector('.fn-ref').focus(); // the button is gone
      break;
    case 'save':
      on.closest('details').open = false;
      on.closest('details').querySelector('summary').focus(); // not lost with the menu
      trigger('save', [on.dataset.turn === 'all' ? 'all' : turn, on.dataset.format]);
      break;
    case 'rate': {
      const pressed = on.getAttribute('aria-pressed') === 'true';
      for (const other of on.parentElement.querySelectorAll('[data-do=rate]')) {
        other.setAttribute('aria-pressed', String(other === on && !pressed));
      }
      // what was said of another verdict
      on.closest('.fn-actions').querySelector('.fn-word input').value = '';
      trigger('rate', [turn, pressed ? 0 : Number(on.dataset.verdict)]);
      break;
    }
    case 'word': {
      const given = on.closest('.fn-actions').querySelector('[data-do=rate][aria-pressed=true]');
      const word = on.parentElement.querySelector('input').value;
      trigger('rate', [turn, Number(given.dataset.verdict), word]);
      told(on, on.dataset.kept);
      break;
    }
  }
});

element.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.target.matches('.fn-word input')) return;
  event.preventDefault();
  event.target.parentElement.querySelector('button').click();
});
