/** Who is paged, step by step of the escalation. */
export interface SandboxPerson {
  id: string;
  name: string;
  email: string;
  level: number;
  /** Minutes until an unanswered page goes to the next step. */
  delay: number;
}

/** The escalation: at once, after 15 minutes, after 30. */
export const PEOPLE: SandboxPerson[] = [
  { id: 'PMINJI1', name: 'Minji Kim', email: 'minji@talkstudio.example', level: 1, delay: 15 },
  { id: 'PSEUNG2', name: 'Seungho Park', email: 'seungho@talkstudio.example', level: 2, delay: 15 },
  { id: 'PYUNA03', name: 'Yuna Choi', email: 'yuna@talkstudio.example', level: 3, delay: 30 },
];
