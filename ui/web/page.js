() => {
  // A footnote and its source: unfold what hides the target, bring it into view, put the focus on it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.fn-ref, a.fn-back');
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
