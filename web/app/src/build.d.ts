// What the build makes; see vite.config.ts. The English words come in two parts.
declare module 'words:start' {
  const words: Record<string, string>;
  export default words;
}
declare module 'words:later' {
  const words: Record<string, string>;
  export default words;
}
/** What the tests of the claims came to, and the whole engine's SHA-256. */
declare module 'words:evidence' {
  export const claims: { id: string; statement: string; verdict: string }[];
  export const hash: string;
}
