/** How much is measured. */
export interface Size {
  chat: { warmUp: number; rounds: number; turns: number; inFlight: number };
  /** How often each server is started. */
  starts: number;
  slots: { people: number; days: number; repeats: number };
  sandbox: { starts: number; repeats: number };
  upload: { megabytes: number };
  /** What of the large tenant is not as large as it can be; how often it is asked, and for how many names. */
  large: { tenant: { people?: number; teams?: number; messages?: number }; repeats: number; names: number };
  /** How often each page is opened. */
  pages: { rounds: number };
}

/** For figures: about a minute. */
export const full: Size = {
  chat: { warmUp: 600, rounds: 9, turns: 400, inFlight: 8 },
  starts: 5,
  slots: { people: 500, days: 20, repeats: 7 },
  sandbox: { starts: 3, repeats: 15 },
  upload: { megabytes: 250 },
  large: { tenant: {}, repeats: 15, names: 400 },
  pages: { rounds: 9 },
};

/** For the test that everything still runs. */
export const smoke: Size = {
  chat: { warmUp: 4, rounds: 1, turns: 8, inFlight: 4 },
  starts: 1,
  slots: { people: 20, days: 2, repeats: 1 },
  sandbox: { starts: 1, repeats: 1 },
  upload: { megabytes: 12 },
  large: { tenant: { people: 500, teams: 5, messages: 300 }, repeats: 1, names: 8 },
  pages: { rounds: 1 },
};
