'use strict';
/* Tables: sorting, choosing rows and columns, and taking them away. Without this script they are complete, and plain. */
(() => {
  const MANY_ROWS = 8;
  const MANY_NUMBERS = 5;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const labelled = (text, control) => element('label', {}, text + ' ', control);

  const select = (values, first) => {
    const control = element('select');
    if (first !== undefined) control.append(element('option', { value: '', textContent: first }));
    values.forEach((value) => control.append(element('option', { value, textContent: value })));
    return control;
  };

  const save = (name, type, content) => {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = element('a', { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  const copy = (text, button) => {
    const area = element('textarea', { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    const before = button.textContent;
    button.textContent = done ? 'copied' : 'not allowed here';
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  /* A cell that a spreadsheet would take for a formula is kept as text, as in the files of the study. */
  const csvCell = (text) => {
    const guarded = /^[=+\-@\t\r\n'＝＋－＠]/.test(text) && !/^[+-]?[\d.]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(guarded) ? '"' + guarded.replaceAll('"', '""') + '"' : guarded;
  };

  const markdownCell = (text) =>
    text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&]/g, '\\$&');

  const LATEX = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '†': '\\textdagger{}', '±': '$\\pm$', '–': '--' };
  const latexCell = (text) =>
    text.replace(/[\\~^†±–&%$#_{}]/g, (sign) => LATEX[sign] ?? '\\' + sign);

  const formats = {
    csv: (rows) => rows.map((row) => row.map(csvCell).join(',')).join('\n') + '\n',
    md: ([head, ...rows], numbers) =>
      [head, head.map((_, i) => (numbers[i] ? '--:' : ':--')), ...rows]
        .map((row, i) => '| ' + row.map((cell) => (i === 1 ? cell : markdownCell(cell))).join(' | ') + ' |')
        .join('\n') + '\n',
    tex: ([head, ...rows], numbers) =>
      [
        '\\begin{tabular}{' + numbers.map((number) => (number ? 'r' : 'l')).join('') + '}',
        '\\toprule',
        head.map(latexCell).join(' & ') + ' \\\\',
        '\\midrule',
        ...rows.map((row) => row.map(latexCell).join(' & ') + ' \\\\'),
        '\\bottomrule',
        '\\end{tabular}',
      ].join('\n') + '\n',
  };

  const exports = (name, rows, numbers) => {
    const types = { csv: 'text/csv', md: 'text/markdown', tex: 'application/x-tex' };
    const names = { csv: 'CSV', md: 'Markdown', tex: 'LaTeX' };
    return Object.keys(formats).map((format) =>
      element('button', {
        type: 'button',
        textContent: names[format],
        title: `Save the rows that are shown (${names[format]})`,
        onclick: () => save(`${name}.${format}`, types[format] + ';charset=utf-8', formats[format](rows(), numbers())),
      }));
  };

  const enhance = (block) => {
    const table = block.querySelector('table');
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const kinds = heads.map((head) => head.dataset.kind);
    const tools = element('div', { className: 'tools' });
    const count = element('span', { className: 'count' });
    count.setAttribute('role', 'status');
    const chosen = new Map();
    let words = '';
    let shownColumn = '';

    const value = (row, column) => {
      const cell = row.cells[column];
      return cell.dataset.value === undefined ? NaN : Number(cell.dataset.value);
    };
    const text = (row, column) => row.cells[column].textContent;
    const isShown = (column) => kinds[column] !== 'number' || !shownColumn || heads[column].dataset.name === shownColumn;

    const choose = () => {
      let shown = 0;
      rows.forEach((row) => {
        const fits =
          [...chosen].every(([column, wanted]) => !wanted || text(row, column) === wanted) &&
          (!words || row.textContent.toLowerCase().includes(words));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown === rows.length ? `${shown} ${shown === 1 ? 'row' : 'rows'}` : `${shown} of ${rows.length} rows`;
    };

    heads.forEach((head, column) => {
      const name = head.textContent;
      head.dataset.name = name;
      const button = element('button', { type: 'button', className: 'sort', textContent: name });
      head.replaceChildren(button);
      button.onclick = () => {
        const down = head.getAttribute('aria-sort') !== 'descending' && kinds[column] === 'number'
          || head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const sign = down ? -1 : 1;
        const sorted = [...body.rows].sort((one, other) => {
          const a = value(one, column);
          const b = value(other, column);
          if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
          return Number.isNaN(a) ? sign * text(one, column).localeCompare(text(other, column), undefined, { numeric: true }) : sign * (a - b);
        });
        body.append(...sorted);
      };
      if (kinds[column] === 'choice') {
        const values = [...new Set(rows.map((row) => text(row, column)))];
        if (values.length > 1) {
          const control = select(values, 'all');
          control.onchange = () => { chosen.set(column, control.value); choose(); };
          tools.append(labelled(name, control));
        }
      }
    });

    if (kinds.filter((kind) => kind === 'number').length > MANY_NUMBERS) {
      const control = select(heads.filter((_, i) => kinds[i] === 'number').map((head) => head.dataset.name), 'all');
      control.onchange = () => {
        shownColumn = control.value;
        [table.tHead.rows[0], ...rows].forEach((row) =>
          [...row.cells].forEach((cell, column) => { cell.hidden = !isShown(column); }));
      };
      tools.append(labelled('number', control));
    }
    if (rows.length > MANY_ROWS) {
      const control = element('input', { type: 'search' });
      control.oninput = () => { words = control.value.toLowerCase(); choose(); };
      tools.append(labelled('find', control));
    }
    const columns = () => heads.map((_, i) => i).filter(isShown);
    tools.append(...exports(
      block.id,
      () => [
        columns().map((i) => heads[i].dataset.name),
        ...[...body.rows].filter((row) => !row.hidden).map((row) => columns().map((i) => text(row, i))),
      ],
      () => columns().map((i) => kinds[i] === 'number')));
    tools.append(count);
    block.prepend(tools);
    choose();
  };

  document.querySelectorAll('.table').forEach(enhance);
  document.querySelectorAll('.quotable li').forEach((item) => {
    const sentence = item.textContent;
    const button = element('button', { type: 'button', className: 'copy', textContent: 'copy', title: 'Copy the sentence' });
    button.setAttribute('aria-label', 'Copy the sentence: ' + sentence);
    button.onclick = () => copy(sentence, button);
    item.append(button);
  });

  globalThis.parfocal = { element, labelled, select, save, formats };
})();
