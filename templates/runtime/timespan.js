// CMITimespan of SCORM 1.2: HHHH:MM:SS.CC, hours of two to four digits.

const LONGEST = ((9999 * 60 + 59) * 60 + 59) * 1000 + 990;
const PATTERN = /^(\d{2,4}):(\d{2}):(\d{2})(?:\.(\d{1,2}))?$/;

// Milliseconds as a timespan; hundredths are cut, not rounded, so that time never comes from nothing.
export function formatTimespan(milliseconds) {
  const whole = Number.isFinite(milliseconds) ? Math.floor(milliseconds) : 0;
  const bounded = Math.min(Math.max(whole, 0), LONGEST);
  const hundredths = Math.floor(bounded / 10);
  const seconds = Math.floor(hundredths / 100);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return (
    `${digits(hours, 4)}:${digits(minutes % 60, 2)}:` +
    `${digits(seconds % 60, 2)}.${digits(hundredths % 100, 2)}`
  );
}

// The milliseconds that a timespan names, or null if it is none.
export function parseTimespan(text) {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [, hours, minutes, seconds, fraction = ""] = match;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(2, "0")) * 10;
}

function digits(number, width) {
  return String(number).padStart(width, "0");
}
