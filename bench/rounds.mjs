// Alternating rounds: what the machine does to one contestant it does to the others as well.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A block of runs takes about this long. */
const blockMs = 250;
const warmUpBlocks = 3;

/**
 * One host, one model: so many rounds, in each of which every contestant runs one block; the order moves on by one each
 * round. A slow contestant runs once a block. Gives, for each round, each contestant's median time in ms, and the times of
 * their first runs.
 */
export async function playRounds(host, contestants, model, rounds, onRound = () => {}) {
  const runs = {};
  const first = {};
  for (const { id } of contestants) {
    first[id] = await host.tell('load', { id, model });
    const [again] = (await host.tell('block', { id, runs: 1 })).slice(-1);
    runs[id] = Math.min(200, Math.max(again > 4 * blockMs ? 1 : 3, Math.ceil(blockMs / again)));
    for (let block = 0; block < warmUpBlocks && again < 4 * blockMs; block++) {
      await host.tell('block', { id, runs: runs[id] });
    }
  }
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const result = {};
    for (let turn = 0; turn < contestants.length; turn++) {
      const { id } = contestants[(round + turn) % contestants.length];
      result[id] = median(await host.tell('block', { id, runs: runs[id] }));
    }
    results.push(result);
    await onRound(results, first);
  }
  return { results, first };
}
