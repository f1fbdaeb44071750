// The filter of the cases. Without it every case is shown.
(() => {
  const form = document.getElementById('filter');
  if (!form) return;
  const field = (name) => document.getElementById('filter-' + name);
  const [why, kind, words, all] = ['why', 'kind', 'words', 'all'].map(field);
  const cases = Array.from(document.querySelectorAll('.case'), (node) => ({
    node,
    why: node.dataset.why,
    kind: node.dataset.kind,
    text: Array.from(node.querySelectorAll('[data-find]'), (part) => part.textContent)
      .join('\n').toLowerCase(),
  }));

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of cases) {
      const fits = (why.value ? each.why === why.value : all.checked || each.why)
        && (!kind.value || each.kind === kind.value)
        && wanted.every((word) => each.text.includes(word));
      each.node.hidden = !fits;
      if (fits) shown += 1;
    }
    const number = (count) => count.toLocaleString('en');
    field('count').textContent = `${number(shown)} of ${number(cases.length)} cases shown`;
    field('none').hidden = shown > 0;
  }

  function reset() {
    why.value = kind.value = words.value = '';
    all.checked = !cases.some((each) => each.why);
    filter();
  }

  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  field('reset').addEventListener('click', reset);
  // the tables above lead to the cases that they count
  for (const link of document.querySelectorAll('a[data-why], a[data-kind]')) {
    link.addEventListener('click', () => {
      reset();
      why.value = link.dataset.why || '';
      kind.value = link.dataset.kind || '';
      filter();
    });
  }
  form.hidden = false;
  reset();
})();
