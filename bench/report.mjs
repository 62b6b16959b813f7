// Results as a table and as a chart.
import { median } from './rounds.mjs';

/** @param rounds of one model: for each, contestant to ms */
export function summarise(rounds, firsts, contestants, flops, limit) {
  const base = contestants[0].id;
  return contestants.map(({ id }) => {
    const ms = median(rounds.map((round) => round[id]));
    const gflops = flops / ms / 1e6;
    return {
      id,
      ms,
      ratio: median(rounds.map((round) => round[base] / round[id])),
      gflops,
      share: gflops / limit,
      first: median(firsts.map((first) => first[id])),
    };
  });
}

export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Lines of text: for each model and contestant ms, ratio to the first contestant, GFLOPS, share of the limit, first run. */
export function table(summary) {
  const cells = ['model', 'contestant', 'median ms', 'ratio', 'GFLOPS', 'of limit', 'first ms'];
  const line = (row) => row.map((cell, i) => (i < 2 ? cell.padEnd(20 - 4 * i) : cell.padStart(11))).join('');
  const rows = Object.entries(summary).flatMap(([model, contestants]) =>
    contestants.map(({ id, ms, ratio, gflops, share, first }, i) =>
      line([
        i === 0 ? model : '',
        id,
        ms.toFixed(2),
        ratio.toFixed(2),
        gflops.toFixed(1),
        `${(100 * share).toFixed(0)} %`,
        first.toFixed(1),
      ]),
    ),
  );
  const ids = Object.values(summary)[0].map(({ id }) => id);
  const means = ids.map((id, i) =>
    line(['geometric mean', id, '', geometricMean(Object.values(summary).map((all) => all[i].ratio)).toFixed(2)]),
  );
  return [line(cells), ...rows, ...means].join('\n');
}

const colours = ['#8a93a6', '#5b8def', '#35c9a5', '#f2a65a', '#e06c75', '#b48ead', '#d0d4dc'];
const escape = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

/** A chart of bars: how many times as fast as the first contestant each one is. */
export function chart(summary, title) {
  const models = Object.entries(summary);
  const ids = models[0][1].map(({ id }) => id);
  const [bar, gap, left, width, top] = [14, 14, 170, 640, 64];
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
  const legend = ids.flatMap((id, i) => [
    `<rect x="${left + i * 105}" y="34" width="10" height="10" rx="2" fill="${colours[i % colours.length]}"/>`,
    text(left + i * 105 + 15, 43, id, 'class="small"'),
  ]);
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
