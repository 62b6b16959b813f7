// Who takes part.

const known = {
  official: { side: 'official' },
  simd: { side: 'lanewise', variant: 'simd' },
  relaxed: { side: 'lanewise', variant: 'relaxed' },
  webgl: { side: 'webgl' },
  cpu: { side: 'cpu' },
  litert: { side: 'litert' },
};

/**
 * @param names of `known`, the one that the others are measured against first
 * @param threads above 1, each that can have threads comes with so many as well
 * @param compiled each of Lanewise comes with its model compiled as well
 */
export function lineUp(names, { threads, compiled }) {
  return names.flatMap((id) => {
    if (!known[id]) {
      throw new Error(`no contestant ${id}; there are ${Object.keys(known).join(', ')}`);
    }
    const alone = { id, threads: 1, compiled: false, ...known[id] };
    const forms =
      compiled && alone.side === 'lanewise' ? [alone, { ...alone, id: `${id} compiled`, compiled }] : [alone];
    return threads === 1 || alone.side === 'cpu' || alone.side === 'webgl'
      ? forms
      : [...forms, ...forms.map((form) => withThreads(form, threads))];
  });
}

const withThreads = ({ id, variant, ...form }, threads) => ({
  ...form,
  id: `${id} x${threads}`,
  variant: variant && `${variant}-threads`,
  threads,
});
