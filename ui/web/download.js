// Runs once for the file to be saved, with `element` and `watch` from Gradio.
watch('value', () => requestAnimationFrame(() => element.querySelector('a[download]')?.click()));
