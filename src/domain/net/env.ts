/** Environment variables, as of `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;
