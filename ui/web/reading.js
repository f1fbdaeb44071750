// Runs once for the document that is opened from the list, with `element`, `trigger` and `watch`.
element.addEventListener('click', (event) => {
  const on = event.target.closest('button');
  const dialog = element.querySelector('dialog');
  if (event.target === dialog || on?.matches('.fn-shut')) dialog.close(); // beside it, or Close
  else if (on?.matches('.fn-step')) trigger('turn', [on.dataset.document, on.dataset.part]);
});

let tagging = false;
element.addEventListener('submit', (event) => {
  event.preventDefault();
  tagging = true;
  const form = event.target;
  trigger('tag', [form.dataset.document, form.querySelector('input').value]);
});

// The browser keeps the focus within it and closes it with Escape.
watch('value', () => requestAnimationFrame(() => {
  const dialog = element.querySelector('dialog');
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  if (tagging) dialog.querySelector('.fn-tagging input').focus();
  else dialog.querySelector('.fn-title').focus();
  tagging = false;
}));

// Back to where it was opened: the list may have been made anew meanwhile.
element.addEventListener('close', (event) => {
  const number = event.target.dataset.document;
  document.querySelector(`.fn-open[data-document="${number}"]`)?.focus({ preventScroll: true });
}, true);
