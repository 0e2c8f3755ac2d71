interface Sized {
  columns?: number;
}

/**
 * The stream, with 80 columns where its terminal does not know its width and says 0: what divides by that
 * would draw, or go up, an endless number of lines.
 */
export function withWidth<Stream extends Sized>(stream: Stream): Stream {
  if (!stream.columns) stream.columns = 80;
  return stream;
}
