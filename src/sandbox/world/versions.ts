import { hour } from '../../domain/time/units.ts';
import { hexOf } from '../noise.ts';
import type { World } from './model.ts';

export interface SandboxCommit {
  sha: string;
  title: string;
  author: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface Tagged {
  version: string;
  at: number;
  sha: string;
  author: string;
  /** Oldest first; the last one is what the tag points to. */
  commits: SandboxCommit[];
}

/** All tags, oldest first. */
export function tagsAt(world: World, now: number): Tagged[] {
  return world.scenario.versions
    .map((entry) => {
      const at = world.startedAt + entry.at;
      const titles = entry.commits.length > 0 ? entry.commits : [`chore: release ${entry.version}`];
      const commits = titles.map((title, i) => ({
        sha: hexOf(`${entry.version}/${i}/${title}`, 40),
        title,
        author: entry.author,
        at: at - (titles.length - i) * hour,
      }));
      return {
        version: entry.version,
        at,
        sha: commits.at(-1)?.sha ?? '',
        author: entry.author,
        commits,
      };
    })
    .filter((tag) => tag.at <= now)
    .sort((a, b) => a.at - b.at);
}

export function tagNamed(world: World, version: string): Tagged | undefined {
  return tagsAt(world, world.now()).find((tag) => tag.version === version);
}

/** Every commit up to now, newest first. */
export function commitsAt(world: World, now: number): SandboxCommit[] {
  return tagsAt(world, now)
    .flatMap((tag) => tag.commits)
    .reverse();
}
