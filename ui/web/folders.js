// Runs once for folders, unread files and libraries, with `element` and `trigger` from Gradio.
element.addEventListener('click', (event) => {
  const on = event.target.closest('button');
  if (on?.matches('.fn-unwatch')) trigger('unwatch', on.dataset.folder);
  else if (on?.matches('.fn-forget')) trigger('forget');
});
