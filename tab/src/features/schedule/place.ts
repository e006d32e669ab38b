/** Where a link leads among one's meetings. */
export interface MeetingsPlace {
  /** 'yyyy-MM-dd'; absent: today. */
  day?: string;
  id?: string;
}

/** 'meetings', 'meetings/2026-11-23/<id>', the id percent-encoded. @returns undefined: it is no place among meetings */
export function readMeetings(item: string | undefined): MeetingsPlace | undefined {
  const [part, day = '', id] = item?.split('/') ?? [];
  if (part !== 'meetings') return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? { day, ...(id ? { id: decoded(id) } : {}) } : {};
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
