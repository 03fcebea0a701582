// CMITimespan, "HHHH:MM:SS.SS": hours of 2 to 4 digits, minutes 00-99, hundredths of a second.

const LONGEST = (9999 * 3600 + 59 * 60 + 59) * 100 + 99;

// The sum of two times; a blank counts as nothing. At most 9999:59:59.99.
export function addTimes(one, two) {
  const hundredths = Math.min(read(one) + read(two), LONGEST);
  const pad = (number, digits) => String(Math.floor(number)).padStart(digits, "0");
  const seconds = Math.floor(hundredths / 100);
  return [
    pad(seconds / 3600, 4),
    pad((seconds % 3600) / 60, 2),
    `${pad(seconds % 60, 2)}.${pad(hundredths % 100, 2)}`,
  ].join(":");
}

function read(time) {
  const match = /^(\d+):(\d+):(\d+)(?:\.(\d{1,2}))?$/.exec(time);
  if (!match) return 0;
  const [, hours, minutes, seconds, part = ""] = match;
  return (hours * 3600 + minutes * 60 + Number(seconds)) * 100 + Number(part.padEnd(2, "0"));
}
