// Runs once for the list of documents, with `element`, `trigger` and `watch` from Gradio.
const LOOK = 3000; // milliseconds between two looks at what became of the library meanwhile
const ticked = new Set();

const boxes = () => [...element.querySelectorAll('tbody input[type=checkbox]')];
const field = () => document.querySelector('#fn-drop input[type=file]');

function count() {
  for (const button of element.querySelectorAll('.fn-remove, .fn-reread')) {
    button.disabled = !boxes().some((box) => box.checked);
  }
}

element.addEventListener('change', (event) => {
  if (event.target.checked) ticked.add(event.target.value);
  else ticked.delete(event.target.value);
  count();
});

element.addEventListener('click', (event) => {
  const on = event.target.closest('button');
  if (!on || on.disabled) return;
  const chosen = boxes().filter((box) => box.checked).map((box) => box.value);
  if (on.matches('.fn-remove')) trigger('choose', chosen);
  else if (on.matches('.fn-reread')) trigger('reread', chosen);
  else if (on.matches('.fn-sort')) trigger('sort', on.dataset.order);
  else if (on.matches('.fn-more')) trigger('more');
  else if (on.matches('.fn-open')) trigger('open', [on.dataset.document, 0]);
});

// Gradio reuses the rows of the old list for the new one: a tick stays with its document
let empty = false;
watch('value', () => {
  if (empty && !element.querySelector('.fn-empty')) trigger('filled');
  empty = Boolean(element.querySelector('.fn-empty'));
  const there = new Set(boxes().map((box) => box.value));
  for (const value of ticked) if (!there.has(value)) ticked.delete(value);
  for (const box of boxes()) box.checked = ticked.has(box.value);
  count();
});

// Folders that are watched change the library, and other windows do: who looks at it sees it
setInterval(() => {
  if (!document.hidden && element.offsetParent) trigger('look');
}, LOOK);

// --- folders: Gradio's field takes files only, so their files are given to it ---
function give(files) {
  const button = document.querySelector('.fn-pick');
  const kinds = button.dataset.kinds.split(' ');
  const own = files.filter((file) => !/^(\.|~\$)/.test(file.name));
  const read = own.filter((file) => kinds.some((kind) => file.name.toLowerCase().endsWith(kind)));
  const left = own.length - read.length;
  document.querySelector('.fn-left').textContent =
    left ? button.dataset.leftOut.replace('{}', left) : '';
  if (!read.length) return;
  const bag = new DataTransfer();
  for (const file of read) bag.items.add(file);
  field().files = bag.files;
  field().dispatchEvent(new Event('change', { bubbles: true }));
}

async function within(entry) {
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a hundred at a time, until there are none
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const each of some) found.push(...await within(each));
  }
}

document.addEventListener('drop', async (event) => {
  if (!event.target.closest?.('#fn-drop')) return;
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) return;
  event.preventDefault();
  event.stopPropagation();
  const files = [];
  for (const entry of entries) if (entry) files.push(...await within(entry));
  give(files);
}, true);

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.fn-pick')) return;
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.webkitdirectory = true;
  // as with a folder that is dropped, what lies in hidden folders is none of a person's documents
  const seen = (file) => !/(^|\/)\./.test(file.webkitRelativePath);
  picker.addEventListener('change', () => give([...picker.files].filter(seen)));
  picker.click();
});
