// Runs once for the list of answer models, with `element`, `trigger` and `watch` from Gradio.
let focused = '';
element.addEventListener('change', (event) => {
  if (event.target.name !== 'fn-model') return;
  focused = event.target.id;
  trigger('choose', event.target.value);
});

// the list that comes back shows what answers now; the keyboard stays where it was
watch('value', () => requestAnimationFrame(() => {
  for (const each of element.querySelectorAll('input[name=fn-model]')) {
    each.checked = each.hasAttribute('checked');
  }
  if (focused) element.querySelector('input[name=fn-model]:checked')?.focus();
  focused = '';
}));
