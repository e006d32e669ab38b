// Loaded before a program: its clock is wrong by SHIFT_MS.
const shift = Number(process.env.SHIFT_MS);
const { now } = Date;
globalThis.Date = new Proxy(Date, {
  construct: (RealDate, given) => Reflect.construct(RealDate, given.length === 0 ? [now() + shift] : given),
  get: (RealDate, name) => (name === 'now' ? () => now() + shift : Reflect.get(RealDate, name)),
});
