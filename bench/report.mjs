// Results as a table and as a chart.
import { median } from './rounds.mjs';

/**
 * @param rounds of one model: for each, contestant to ms
 * @returns for each contestant medians; `ratio` is to the first one, `equalRatio` to the first one with as many threads
 */
export function summarise(rounds, firsts, contestants, flops, limit) {
  return contestants.map(({ id, threads }) => {
    const ms = median(rounds.map((round) => round[id]));
    const gflops = flops / ms / 1e6;
    const ratioTo = (base) => median(rounds.map((round) => round[base.id] / round[id]));
    return {
      id,
      ms,
      ratio: ratioTo(contestants[0]),
      equalRatio: ratioTo(contestants.find((other) => other.threads === threads)),
      gflops,
      share: gflops / limit,
      first: median(firsts.map((first) => first[id])),
    };
  });
}

export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** A line of a table: the first two cells are names. */
export const line = (row) =>
  row.map((cell, i) => (i === 0 ? cell.padEnd(26) : i === 1 ? cell.padEnd(20) : cell.padStart(11))).join('');

/**
 * Lines of text: for each model and contestant ms, ratio to the first contestant and to the first with as many threads,
 * GFLOPS, share of the limit, first run.
 */
export function table(summary) {
  const cells = ['model', 'contestant', 'median ms', 'ratio', 'threads =', 'GFLOPS', 'of limit', 'first ms'];
  const rows = Object.entries(summary).flatMap(([model, contestants]) =>
    contestants.map(({ id, ms, ratio, equalRatio, gflops, share, first }, i) =>
      line([
        i === 0 ? model : '',
        id,
        ms.toFixed(2),
        ratio.toFixed(2),
        equalRatio.toFixed(2),
        gflops.toFixed(1),
        `${(100 * share).toFixed(0)} %`,
        first.toFixed(1),
      ]),
    ),
  );
  const all = Object.values(summary);
  const means = all[0].map(({ id }, i) => {
    const mean = (part) => geometricMean(all.map((contestants) => contestants[i][part])).toFixed(2);
    return line(['geometric mean', id, '', mean('ratio'), mean('equalRatio')]);
  });
  return [line(cells), ...rows, ...means].join('\n');
}

const colours = ['#8a93a6', '#5b8def', '#35c9a5', '#f2a65a', '#e06c75', '#b48ead', '#d0d4dc'];
const escape = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

/** A chart of bars: how many times as fast as the first contestant each one is. */
export function chart(summary, title) {
  const models = Object.entries(summary);
  const ids = models[0][1].map(({ id }) => id);
  const [bar, gap, left, width] = [14, 14, 170, 640];
  const column = 36 + 6 * Math.max(...ids.map(({ length }) => length));
  const columns = Math.floor((width - 16) / column);
  const top = 48 + 16 * Math.ceil(ids.length / columns);
  const most = Math.max(...models.flatMap(([, all]) => all.map(({ ratio }) => ratio)), 1);
  const scale = (width - left - 110) / most;
  const group = ids.length * bar + gap;
  const text = (x, y, content, extra = '') => `<text x="${x}" y="${y}" ${extra}>${escape(content)}</text>`;
  const bars = models.flatMap(([model, all], m) => {
    const y = top + m * group;
    return [
      text(left - 8, y + (group - gap) / 2 + 4, model, 'text-anchor="end"'),
      ...all.flatMap(({ ratio, ms }, i) => [
        `<rect x="${left}" y="${y + i * bar}" width="${(ratio * scale).toFixed(1)}" height="${bar - 3}" rx="2" fill="${colours[i % colours.length]}"/>`,
        text(
          left + ratio * scale + 5,
          y + i * bar + 10,
          `${ratio.toFixed(2)} (${ms.toFixed(ms < 10 ? 2 : 1)} ms)`,
          'class="small"',
        ),
      ]),
    ];
  });
  const legend = ids.flatMap((id, i) => {
    const [x, y] = [16 + (i % columns) * column, 34 + 16 * Math.floor(i / columns)];
    return [
      `<rect x="${x}" y="${y}" width="10" height="10" rx="2" fill="${colours[i % colours.length]}"/>`,
      text(x + 15, y + 9, id, 'class="small"'),
    ];
  });
  const height = top + models.length * group + 8;
  const one = left + scale;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#c9d1d9">
<style>.small { font-size: 11px; fill: #8b949e }</style>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
${text(16, 22, title)}
${legend.join('\n')}
<path d="M${one.toFixed(1)} ${top - 6}V${height - 14}" stroke="#30363d"/>
${bars.join('\n')}
</svg>
`;
}
