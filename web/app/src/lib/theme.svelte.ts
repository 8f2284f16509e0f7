// Light or dark: as the system has it, until the user turns it.
class Theme {
  constructor() {
    try {
      const kept = localStorage.getItem('verona-theme');
      if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
    } catch {
      // No storage: as the system has it.
    }
  }

  turn() {
    const now = document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    const next = now === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('verona-theme', next);
    } catch {
      // The choice then holds for this page.
    }
  }
}

export const theme = new Theme();
