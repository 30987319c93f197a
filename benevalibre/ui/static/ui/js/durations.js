/* Durations as people write them, in whole minutes: the reader of benevalibre/ui/durations.py
   for the live echo. Both are held together by tests/ui/durations.json. Integers only. */

const MAXIMUM_MINUTES = 600000n;
const MAXIMUM_CHARACTERS = 40;
const DAY = 1440;
const QUARTERS = { "¼": 1n, "½": 2n, "¾": 3n };

const WHOLE = "[0-9]{1,3}(?: [0-9]{3})+|[0-9]+";
const NUMBER = `(?<whole>${WHOLE})?(?:[.,](?<decimals>[0-9]+)| ?(?<part>[¼½¾]))?`;
const HOUR = "(?:heures?|hours?|hrs?|h)";
const MINUTE = "(?:minutes?|mins?|mn|m|')";
const DAYS = "(?:journ[ée]es?|jours?|days?|j)";
const AND = "(?:(?:et|and) )?";
const DASH = "(?:[-\\u2010-\\u2015\\u2212]>?|\\u2192|à|a|to)";
const TIME =
  `(?:([0-9]{1,2}) ?(?:${HOUR}(?: ?([0-9]{1,2})(?![0-9]| ?(?:${HOUR}|:)))?|:([0-9]{2}))` +
  "|(midi|minuit))";
const INTERVAL = `(?:(?:de|from) ?)?${TIME} ?${DASH} ?${TIME}`;

const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
const BARE = whole(WHOLE);
const AMOUNT = whole(`${NUMBER} ?(?:(?<hour>${HOUR})|(?<minute>${MINUTE}))?`);
const SOME_DAYS = whole(`${NUMBER} ?${DAYS}(?: ?${AND}(?<rest>.+))?`);
const HOURS_MINUTES = whole(
  `(?<whole>${WHOLE}) ?${HOUR} ?${AND}(?:(?<minutes>[0-9]{1,2}) ?${MINUTE}?|(?<part>[¼½¾]))`,
);
const CLOCK = whole(`(?<whole>${WHOLE}):(?<minutes>[0-9]{2}) ?${HOUR}?`);
const INTERVALS = whole(`${INTERVAL}(?:(?: ?(?:[,;+/&]|et|puis|and) ?| )${INTERVAL})*`);
const ONE_INTERVAL = new RegExp(INTERVAL, "g");
const SPACES = /[ \t\n\r\f\v\u00a0\u2009\u202f]+/g;

class Problem {
  constructor(problem, choices = []) {
    Object.assign(this, { problem, choices: choices.map(Number) });
  }
}

/** Read a typed duration: `{minutes}`, or `{problem, choices}` where `problem` is a code of
    benevalibre.ui.durations.SENTENCES and `choices` the readings to choose from, in minutes. */
export function parseDuration(text, { dayMinutes = null } = {}) {
  try {
    return { minutes: Number(parse(text, dayMinutes ? BigInt(dayMinutes) : null)) };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.problem, choices: error.choices };
    throw error;
  }
}

/** Write minutes as « 2 h 30 min », « 45 min » or « 1 284 h ». */
export const formatDuration = (minutes) =>
  format(minutes, (hours, rest) => `${hours} h ${rest} min`);

/** Write minutes as « 2 h 30 », « 2 h 05 », « 45 min » or « 7 h ». */
export const formatDurationShort = (minutes) =>
  format(minutes, (hours, rest) => `${hours} h ${String(rest).padStart(2, "0")}`);

function format(minutes, both) {
  const size = Math.abs(minutes);
  const rest = size % 60;
  const hours = String((size - rest) / 60).replace(/\B(?=(?:[0-9]{3})+$)/g, "\u202f");
  const text = size < 60 ? `${rest} min` : rest ? both(hours, rest) : `${hours} h`;
  return (minutes < 0 ? "\u2212" : "") + text.replaceAll(" ", "\u00a0");
}

function parse(text, dayMinutes) {
  if ([...text].length > MAXIMUM_CHARACTERS) throw new Problem("too_many_characters");
  const typed = text.replace(SPACES, " ").replace(/^ | $/g, "");
  if (!typed) throw new Problem("empty");
  const minutes = read(plain(typed), dayMinutes);
  if (minutes === null) throw new Problem("not_a_duration");
  if (minutes > MAXIMUM_MINUTES) throw new Problem("too_long");
  return minutes;
}

function plain(typed) {
  return typed
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc\u2032]/g, "'")
    .replace(/ ?et demie?$/, " ½")
    .replace(new RegExp(`^(?:une )?demie?[- ]?(?=${HOUR}|${DAYS})`), "½ ")
    .replace(new RegExp(`^une? (?=${HOUR}|${DAYS})`), "1 ");
}

function read(text, dayMinutes) {
  if (BARE.test(text)) return bare(integer(text));
  const days = SOME_DAYS.exec(text);
  if (days) return inDays(days.groups, dayMinutes);
  if (!INTERVALS.test(text)) return inHours(text);
  const intervals = [...text.matchAll(ONE_INTERVAL)].map((match) => interval(match.slice(1)));
  return BigInt(intervals.reduce((sum, minutes) => sum + minutes, 0));
}

function bare(number) {
  if (number === 13n || number === 14n) {
    throw new Problem("ambiguous_integer", [number * 60n, number]);
  }
  return number <= 12n ? number * 60n : number;
}

function inHours(text, unitNeeded = false) {
  const both = (HOURS_MINUTES.exec(text) ?? CLOCK.exec(text))?.groups;
  if (both) {
    const minutes = both.part ? QUARTERS[both.part] * 15n : BigInt(both.minutes);
    return minutes < 60n ? integer(both.whole) * 60n + minutes : null;
  }
  const amount = AMOUNT.exec(text)?.groups;
  if (!amount || !hasNumber(amount) || (amount.part && amount.minute)) return null;
  if (unitNeeded && !amount.hour && !amount.minute) return null;
  const minutes = times(amount, amount.minute ? 1n : 60n);
  askAboutDecimals(amount, minutes);
  return minutes;
}

function inDays({ rest, ...number }, dayMinutes) {
  const quarters = QUARTERS[rest];
  const hours = rest === undefined || quarters ? 0n : inHours(rest, true);
  if (hours === null || !hasNumber(number)) return null;
  if (!dayMinutes) throw new Problem("no_day");
  return times(number, dayMinutes) + ((quarters ?? 0n) * dayMinutes + 2n) / 4n + hours;
}

const hasNumber = ({ whole, decimals, part }) => Boolean(whole || decimals || part);

/* Multiply a matched number by a unit in minutes, half-up. */
function times({ whole = "0", decimals = "", part }, unit) {
  let [numerator, denominator] = [integer(whole + decimals), 10n ** BigInt(decimals.length)];
  if (part) [numerator, denominator] = [numerator * 4n + QUARTERS[part], 4n];
  return (2n * numerator * unit + denominator) / (2n * denominator);
}

function askAboutDecimals({ whole = "0", decimals = "" }, minutes) {
  if (decimals.length !== 2 || ["00", "25", "50"].includes(decimals) || decimals > "59") return;
  const clock = integer(whole) * 60n + BigInt(decimals);
  if (clock > MAXIMUM_MINUTES || minutes > MAXIMUM_MINUTES) throw new Problem("too_long");
  if (clock === minutes) throw new Problem("doubtful_decimal", [clock]);
  throw new Problem("ambiguous_decimal", [clock, minutes]);
}

function interval(groups) {
  const start = time(groups.slice(0, 4), DAY - 1);
  const end = time(groups.slice(4), DAY);
  if (start === end) throw new Problem("empty_interval");
  return end > start ? end - start : end + DAY - start;
}

function time([hours, spoken, clock, word], last) {
  if (word) return word === "midi" ? DAY / 2 : last === DAY ? DAY : 0;
  const minutes = Number(spoken ?? clock ?? 0);
  const result = Number(hours) * 60 + minutes;
  if (minutes > 59 || result > last) throw new Problem("not_a_time");
  return result;
}

const integer = (digits) => BigInt(digits.replaceAll(" ", ""));
