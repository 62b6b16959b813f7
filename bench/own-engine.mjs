// Two copies of tfjs-core in one page would find each other through a global and share one engine, in which only one
// backend can be called "wasm". In these bundles each copy keeps its global to itself.

const ownGlobal = `
  const map = new Map();
  // What tfjs reads off the global.
  const namespace = { _tfGlobals: map, atob: (text) => globalThis.atob(text), btoa: (text) => globalThis.btoa(text) };
  export const getGlobalNamespace = () => namespace;
  export function getGlobal(key, init) {
    if (!map.has(key)) {
      map.set(key, init());
    }
    return map.get(key);
  }
`;

/** An esbuild plugin; the build fails if tfjs-core no longer keeps its global where it is expected. */
export const ownEngine = {
  name: 'own-engine',
  setup({ onLoad, onEnd }) {
    let found = false;
    onLoad({ filter: /tfjs-core[\\/]dist[\\/]global_util\.js$/ }, () => {
      found = true;
      return { contents: ownGlobal };
    });
    onEnd(() => (found ? {} : { errors: [{ text: 'tfjs-core has no dist/global_util.js' }] }));
  },
};
