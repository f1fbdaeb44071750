() => {
  // From a source back to its footnote: unfold what hides it, bring it into view, put the focus on it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.fn-back');
    if (!link) return;
    const target = document.getElementById(link.getAttribute('href').slice(1));
    if (!target) return;
    event.preventDefault();
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
    }
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'center' });
  });

  // Pressed with the keyboard, Ask is disabled and would drop the focus: it goes to the field.
  document.addEventListener('click', (event) => {
    const on = '#fn-ask-button, #fn-stop-button, [data-do=offer], [data-do=only]';
    if (event.detail || !event.target.closest(on)) return;
    document.querySelector('#fn-question textarea')?.focus();
  });

  // A new question goes to the top of the view; its answer then grows downwards and nothing jumps.
  let shown = '';
  new MutationObserver(() => {
    const turn = document.querySelector('#fn-current .fn-turn');
    if (!turn || turn.id === shown) return;
    shown = turn.id;
    if (shown === 't1') return;
    turn.scrollIntoView({ block: 'start' });
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['id'] });
}
