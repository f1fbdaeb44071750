// Runs once for the list of documents, with `element`, `trigger` and `watch` from Gradio.
const boxes = () => [...element.querySelectorAll('tbody input[type=checkbox]')];

function count() {
  const button = element.querySelector('.fn-remove');
  if (button) button.disabled = !boxes().some((box) => box.checked);
}

element.addEventListener('change', count);
element.addEventListener('click', (event) => {
  if (!event.target.closest('.fn-remove')) return;
  trigger('choose', boxes().filter((box) => box.checked).map((box) => box.value));
});

// Gradio reuses the rows of the old list for the new one: a tick must not pass to another document
watch('value', () => {
  for (const box of boxes()) box.checked = false;
  count();
});
