'use strict';
/* Figures: drawn by Vega-Lite when they come into view, or when the page is printed. */
(() => {
  const { element, labelled, select, save, formats } = globalThis.parfocal;
  const data = JSON.parse(document.getElementById('figures').textContent);
  const MANY = 400;
  /* Panels side by side: how narrow one may be, what lies between two, and what axes need at the edge; in pixels. */
  const NARROW = 150;
  const GAP = 40;
  const EDGE = 60;
  const COLOURS = document.body.dataset.colours.split(' ');
  const ink = 'currentColor';
  const config = {
    background: null,
    font: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    view: { stroke: null },
    range: { category: COLOURS },
    axis: { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink, domainOpacity: 0.4, tickOpacity: 0.4, gridOpacity: 0.12, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
    legend: { labelColor: ink, titleColor: ink, labelFontSize: 12, symbolSize: 90, symbolOpacity: 1 },
    header: { labelColor: ink, titleColor: ink, labelFontSize: 13, labelFontWeight: 600 },
    text: { color: ink },
    rule: { color: ink },
  };

  const rowsOf = ({ fields, values }) =>
    values.map((cells) => Object.fromEntries(fields.map((field, i) => [field, cells[i]])));

  const prepared = (figure, rows, width) => {
    const spec = structuredClone(figure.spec);
    const distinct = (field) => [...new Set(rows.map((row) => row[field]))];
    if (spec.facet) {
      const inner = spec.spec;
      const panels = distinct(spec.facet.field);
      spec.facet.sort = panels;
      const stepped = typeof inner.width !== 'number';
      const wanted = stepped ? inner.width.step * distinct(inner.encoding.x.field).length + 90 : Math.min(inner.width, NARROW) + GAP;
      spec.columns = Math.max(1, Math.min(panels.length, Math.floor((width - EDGE) / wanted)));
      if (!stepped) inner.width = Math.min(inner.width, Math.floor((width - EDGE) / spec.columns - GAP));
    }
    if (spec.width === 'container' && spec.height.step) spec.height = spec.height.step * distinct(spec.encoding.y.field).length;
    return { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...spec, data: { values: rows }, config };
  };

  const view = (spec, properties) =>
    new vega.View(vega.parse(vegaLite.compile(spec).spec, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      loader: { load: () => Promise.reject(new Error('nothing is loaded')), sanitize: () => Promise.reject(new Error('nothing is loaded')) },
      ...properties,
    });

  const set = (figure, name) => {
    const block = document.getElementById(name);
    const plot = block.querySelector('.plot');
    const title = block.querySelector('h3').textContent;
    const drawing = element('div', { className: 'drawing' }); /* Vega gives it a role and a name of its own. */
    plot.append(drawing);
    const rows = rowsOf(figure.rows);
    const wanted = new Map();
    const tools = element('div', { className: 'tools' });
    let drawn = null;
    let columns = 0;

    const chosen = () =>
      rows.filter((row) => [...wanted].every(([member, value]) => row[member] === value || (member === 'variant' && row.always)));
    const spec = () => prepared(figure, chosen(), plot.clientWidth || 900);

    const draw = async () => {
      if (drawn) drawn.finalize();
      const made = spec();
      columns = made.columns ?? 0;
      drawn = view({ ...made, description: title }, { container: drawing, renderer: 'svg', hover: true });
      await drawn.runAsync();
      block.dataset.drawn = String(chosen().length);
      plot.querySelectorAll('svg').forEach((svg) => {
        svg.setAttribute('aria-hidden', 'true');
      });
    };

    figure.choices.forEach((member) => {
      const values = [...new Set(rows.map((row) => row[member]))];
      if (values.length < 2) return;
      const control = select(values);
      const first = member === 'variant' && rows.some((row) => row.always) ? values[1] : values[0];
      control.value = first;
      wanted.set(member, first);
      control.onchange = () => { wanted.set(member, control.value); draw(); fill(); };
      tools.append(labelled(member, control));
    });

    const onPaper = () => {
      const made = prepared(figure, chosen(), 900);
      const width = made.width === 'container' ? { width: 640 } : {};
      return view({ ...made, ...width, background: '#ffffff' }, { renderer: 'none' });
    };
    const button = (label, what, onclick) =>
      tools.append(element('button', { type: 'button', textContent: label, title: what, onclick }));
    button('SVG', 'Save the figure (SVG)', async () => save(`${name}.svg`, 'image/svg+xml', await onPaper().toSVG()));
    button('PNG', 'Save the figure (PNG, three times its size)', async () => {
      const canvas = await onPaper().toCanvas(3);
      canvas.toBlob((blob) => save(`${name}.png`, 'image/png', blob));
    });
    button('specification', 'Save the Vega-Lite specification with its data (JSON)', () =>
      save(`${name}.vl.json`, 'application/json', JSON.stringify(prepared(figure, chosen(), 900), null, 1)));

    const fields = figure.rows.fields.filter((field) => !['always', 'shade', 'place'].includes(field));
    const cells = () => chosen().map((row) => fields.map((field) => String(row[field] ?? '')));
    button('CSV', 'Save the numbers of the figure (CSV)', () => save(`${name}.csv`, 'text/csv;charset=utf-8', formats.csv([fields, ...cells()])));

    const numbers = element('details', {}, element('summary', { textContent: 'Numbers of this figure' }));
    const fill = () => {
      numbers.querySelectorAll('.scroll, p').forEach((old) => old.remove());
      if (!numbers.open) return;
      const all = cells();
      const row = (texts, cell) => element('tr', {}, ...texts.map((text) => element(cell, { textContent: text })));
      const table = element('table', {},
        element('caption', { textContent: title }),
        element('thead', {}, row(fields, 'th')),
        element('tbody', {}, ...all.slice(0, MANY).map((texts) => row(texts, 'td'))));
      const scroll = element('div', { className: 'scroll', tabIndex: 0 }, table);
      scroll.setAttribute('role', 'region');
      scroll.setAttribute('aria-label', 'Numbers: ' + title);
      numbers.append(scroll);
      if (all.length > MANY) numbers.append(element('p', { textContent: `The first ${MANY} of ${all.length} rows; the button CSV saves all of them.` }));
    };
    numbers.ontoggle = fill;
    plot.before(tools);
    plot.after(numbers);
    return {
      block,
      draw: () => (drawn ? Promise.resolve() : draw()),
      fit: () => { if (drawn && (figure.spec.width === 'container' || (spec().columns ?? 0) !== columns)) draw(); },
    };
  };

  const figures = Object.entries(data).map(([name, figure]) => set(figure, name));
  const byBlock = new Map(figures.map((figure) => [figure.block, figure]));
  const watch = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    watch.unobserve(entry.target);
    byBlock.get(entry.target).draw();
  }), { rootMargin: '400px' });
  figures.forEach((figure) => watch.observe(figure.block));
  const drawAll = () => Promise.all(figures.map((figure) => figure.draw()));
  addEventListener('beforeprint', drawAll);
  let pause = 0;
  addEventListener('resize', () => {
    clearTimeout(pause);
    pause = setTimeout(() => figures.forEach((figure) => figure.fit()), 200);
  });
  globalThis.parfocal.drawAll = drawAll;
})();
