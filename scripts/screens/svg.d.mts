import type { Terminal } from '@xterm/headless';
export function svg(terminal: Terminal, command: string, first?: number): string;
