// Runs once for the list of conversations, with `element` and `trigger` from Gradio.
element.addEventListener('click', (event) => {
  const on = event.target.closest('[data-do]');
  if (!on) return;
  const row = on.closest('[data-conversation]');
  const name = row.dataset.conversation;
  switch (on.dataset.do) {
    case 'open':
      trigger('open', name);
      break;
    case 'rename':
      row.classList.add('fn-renaming');
      // not what was typed here before, and not meant
      row.querySelector('input').value = row.querySelector('[data-do=open]').textContent;
      row.querySelector('input').select();
      break;
    case 'ask-delete':
      row.classList.add('fn-deleting');
      row.querySelector('[data-do=keep]').focus();
      break;
    case 'keep':
      row.classList.remove('fn-deleting', 'fn-renaming');
      row.querySelector('[data-do=open]').focus();
      break;
    case 'save':
      on.closest('details').open = false;
      on.closest('details').querySelector('summary').focus(); // not lost with the menu
      trigger('save', [name, on.dataset.format]);
      break;
    case 'delete':
      trigger('delete', name);
      break;
  }
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const row = event.target.closest('[data-conversation]');
  row.classList.remove('fn-renaming'); // the same title again changes nothing in the list
  row.querySelector('[data-do=open]').focus();
  trigger('rename', [row.dataset.conversation, row.querySelector('input').value]);
});

// Gradio reuses the rows of the old list for the new one
watch('value', () => {
  for (const row of element.querySelectorAll('[data-conversation]')) {
    row.classList.remove('fn-deleting', 'fn-renaming');
  }
});
