// Questions to ask next stand below the newest answer. They are put there by hand: to write the
// answer anew would take the focus and what is unfolded from whoever is reading it.
watch('value', () => requestAnimationFrame(() => {
  const offers = element.querySelector('.fn-offers');
  const turn = document.querySelector('#fn-current .fn-turn');
  for (const place of document.querySelectorAll('#fn-current .fn-next')) {
    const fits = offers && turn && turn.id === `t${offers.dataset.turn}`;
    place.replaceChildren(...(fits ? [offers.cloneNode(true)] : []));
  }
}));
