/** A moment as a zone's clocks show it. */
export interface ZonedTime {
  /** `2026-11-25` */
  readonly date: string;
  /** `12:15:02` */
  readonly time: string;
  /** `KST`, `GMT+1`. */
  readonly zone: string;
}

/** `zone` is an IANA name; Koreans and their vendors write KST where English has GMT+9. */
export function zonedTime(at: number, zone: string): ZonedTime {
  if (zone === 'UTC') {
    const iso = new Date(at).toISOString();
    return { date: iso.slice(0, 10), time: iso.slice(11, 19), zone: 'UTC' };
  }
  const parts = formatterOf(zone).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
    zone: zone === 'Asia/Seoul' ? 'KST' : part('timeZoneName'),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs as much as a hundred texts by it. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formatters.set(zone, made);
  return made;
}

/** `2026-11-25 12:15:00 KST (03:15 UTC)`, with the date of UTC where it is another one. */
export function bothTimes(at: number, zone: string): string {
  const there = zonedTime(at, zone);
  const first = `${there.date} ${there.time} ${there.zone}`;
  if (zone === 'UTC') return first;
  const utc = zonedTime(at, 'UTC');
  const date = utc.date === there.date ? '' : `${utc.date.slice(5)} `;
  return `${first} (${date}${utc.time.slice(0, 5)} UTC)`;
}

/** `12:15 KST`. */
export function clockTime(at: number, zone: string): string {
  const there = zonedTime(at, zone);
  return `${there.time.slice(0, 5)} ${there.zone}`;
}

/** `12:15 KST (03:15 UTC)`: for what people look for on a vendor's page. */
export function bothClocks(at: number, zone: string): string {
  return zone === 'UTC' ? clockTime(at, zone) : `${clockTime(at, zone)} (${clockTime(at, 'UTC')})`;
}
