// Numbers as learners type them: docs/quizzes.md, "A number".
import assert from "node:assert/strict";
import test from "node:test";
import { readDecimal, readings } from "../../../templates/runtime/quiz/numerals.js";
import { seeded, table } from "../runtime/fakes.mjs";

const LEGAL = new RegExp(table.types.decimal.pattern);

function reads(rows, unit = "") {
  for (const [wanted, ...typed] of rows) {
    for (const text of typed) assert.equal(readDecimal(text, unit), wanted, JSON.stringify(text));
  }
}

test("a point or a comma, signs, blanks around it", () => {
  reads([
    ["3.5", "3.5", "3,5", " 3.5 ", "+3.5", "+ 3,5", "03.5", "\u00a03.5\u202f", "\u200e3.5"],
    ["-3.5", "-3.5", "- 3,5", "\u22123.5", "\u20133,5", "\uff0d3.5", "\u200e-3.5"],
    ["0.5", ".5", ",5", "0,5", "00.5"],
    ["5", "5", "5.", "5,", "005"],
    ["60.50", "60.50"],
    ["0", "0", "00"],
    ["3.5", "٣٫٥", "۳٫۵", "３．５", "3،5", "３，５"],
    // Devanagari, Bengali, Tamil, Thai, Khmer, Burmese, N'Ko, and beyond the first plane Chakma.
    ["10.5", "१०.५", "১০.৫", "௧௦.௫", "๑๐.๕", "១០,៥", "၁၀.၅", "߁߀.߅", "𑄷𑄶.𑄻"],
  ]);
});

test("one point or comma before three figures may be the decimal mark, or group them", () => {
  const rows = [
    // The language's decimal mark, then what it means by that, and what else it may be.
    ["1,000", ".", "1000", "1.000"],
    ["1,000", ",", "1.000", "1000"],
    ["1.000", ".", "1.000", "1000"],
    ["1.250", ",", "1250", "1.250"],
    ["3,142", ",", "3.142", "3142"],
    ["12,345", ".", "12345", "12.345"],
    ["999.999", ".", "999.999", "999999"],
    ["-1,000", ".", "-1000", "-1.000"],
    ["+ 1,000 m", ".", "1000", "1.000"],
    ["1\uff0c000m", ".", "1000", "1.000"],
    ["\u0661\u060c\u0660\u0660\u0660", ".", "1000", "1.000"],
    // Arabs who write the figures of Europe write a point with them.
    ["1,000", "\u066b", "1000", "1.000"],
    ["1.000", "\u066b", "1.000", "1000"],
    // Their own mark is the decimal one, and nothing else.
    ["\u0661\u066b\u0660\u0660\u0660", "\u066b", "1.000"],
    ["0,500", ".", "0.500"],
    ["0.250", ",", "0.250"],
    ["012,345", ".", "12.345"],
    [",500", ".", "0.500"],
    ["1,00", ".", "1.00"],
    ["1,0000", ".", "1.0000"],
    ["1234,567", ".", "1234.567"],
    ["1,000,000", ",", "1000000"],
    ["1.234,567", ".", "1234.567"],
    ["1 000,250", ".", "1000.250"],
    ["1'000", ",", "1000"],
    ["1,000e3", ".", "1000"],
    ["1,250 \u00d7 10^2", ".", "125.0"],
    ["1,000 km", "."],
    ["many", ","],
  ];
  for (const [typed, decimalMark, ...wanted] of rows) {
    assert.deepEqual(readings(typed, { unit: "m", decimalMark }), wanted, `${typed} where ${decimalMark}`);
  }
});

test("blanks of all sorts and apostrophes group, and so do points and commas where that is clear", () => {
  reads([
    ["1000", "1 000", "1\u00a0000", "1\u202f000", "1\u2009000", "1  000", "1'000", "1\u2019000", "1\u00b4000", "١٬٠٠٠"],
    ["1234567", "1 234 567", "1'234'567", "1,234,567", "1.234.567", "12,34,567"],
    ["1234.5", "1 234.5", "1 234,5", "1'234.5", "1,234.5", "1.234,5", "١٬٢٣٤٫٥"],
    ["1234567.5", "1,234,567.5", "1.234.567,5"],
    ["3.14159265", "3.141 592 65", "3,141'592'65"],
    ["-1000", "-1 000", "\u22121\u202f000"],
  ]);
});

test("exponents, as programs, calculators and books write them", () => {
  const avogadro = "602000000000000000000000";
  reads([
    [avogadro, "6.02e23", "6,02e23", "6.02E23", "6.02e+23", "6.02 e 23", "6.02 E23", "0.602e24", "602e21"],
    [avogadro, "6.02×10^23", "6.02*10^23", "6.02 x 10^23", "6,02 X 10^23", "6.02 · 10^23", "6.02⋅10^23"],
    [avogadro, "6.02 × 10²³", "6.02*10**23", "6.02 × 10 ^ 23", "٦٫٠٢×١٠^٢٣"],
    ["0.00000000000000000016", "1.6e-19", "1.6e\u221219", "1,6 × 10^-19", "1.6×10⁻¹⁹", "1.6 x 10^\u221219"],
    ["-0.05", "-5e-2", "\u22125 × 10^-2"],
    ["1000", "1e3", "10^3", "10³", "1 x 10^3", "1e003", "+10^3"],
    ["-1000", "-10^3", "\u221210³"],
    ["60.2", "6.02e1", "602e-1"],
    ["0.0602", "6.02e-2"],
    ["12345", "1 234.5e1"],
  ]);
});

test("the unit that was asked for, in any case, with a blank or without", () => {
  reads([["3.5", "3.5", "3.5m", "3.5 m", "3,5 M", "3.5\u00a0m", "3.5   m", "0.35e1 m"]], "m");
  reads([["4", "4 m2", "4m²", "4 M^2"]], "m²");
  reads([["4", "4 m2", "4 m²"]], "m2");
  reads([["50", "50 km/h", "50km/h", "50 KM/H", "50 km / h"]], "km/h");
  reads([["12", "12 km per hour", "12 Km Per Hour"]], "km per hour");
  reads([["5", "5 eV", "5ev"], ["500", "5e2 eV", "5e2eV"]], "eV");
  reads([["5", "5 x"]], "x");
  reads([["5", "5 e", "5e"]], "e");
  reads([["5", "5'"]], "'");
  reads([["7", "7 \u00b5m", "7 \u03bcm"]], "\u00b5m");
  reads([["60", "60%", "60 %"]], "%");
  reads([["21", "21°C", "21 ℃", "21 °c", "21 ºC", "21 ˚C"]], "°C");
});

test("the sign of a currency also before the number", () => {
  reads([["5", "$5", "$ 5", "5 $", "5"], ["-5", "-$5", "$-5", "\u2212 $ 5"], ["1000", "$10^3", "$1 000"]], "$");
  reads([["5.5", "€5,5", "€ 5.5"], [null, "$5", "€5€", "€"]], "€");
  reads([["5", "5 $/h", "5$/h"]], "$/h");
  reads([[null, "$5", "€ 5"]]);
});

test("what is no number", () => {
  const none = ["", " ", "abc", "three", "m", ".", ",", "-", "+", "e", "6e", "6e+", "e5", "--3", "+-3", "1 2", "12 34", "1 0000", "1 1/2", "3/4"];
  const more = ["12:30", "3. 5", "3.5.", "3 .5", "1.2.3", "1,23.5", "1234,567.8", "1.000,000.5", "1_000", "0x10", "1e400", "1e9999", "1e-99999999", "2 10^3", "6.02×10", "10^", "10^x", "NaN", "Infinity", "1'00"];
  reads([[null, ...none, ...more, "60 metres", "1 000 apples", "4 m"]]);
  reads([[null, "60 metres", "60 m m", "60 km", "m 60", "m"]], "m");
  assert.notEqual(readDecimal("10²", ""), "102", "a raised figure is none of the number");
});

test("every number of the browser is written out", () => {
  const random = seeded(61);
  const some = [5e-324, Number.MAX_VALUE, 1e21, 1e-7, 6.02e23, 0.1 + 0.2, -2.5e-30, 0];
  for (let run = 0; run < 2000; run += 1) {
    some.push((random.real(2) - 1) * 10 ** (random.whole(600) - 300));
  }
  for (const number of some) {
    const written = readDecimal(String(number), "");
    assert.match(written, LEGAL);
    assert.equal(Number(written), number);
  }
});

test("whatever is typed: null, or what an LMS takes as a number", () => {
  const random = seeded(62);
  const alphabets = ["0123456789.,+- 'me^x10", "٠٩۳．，٫٬e×²⁻", "e-0129"];
  for (let run = 0; run < 5000; run += 1) {
    const read = readDecimal(random.text(random.pick(alphabets), random.whole(random.pick([6, 12, 200]))), "m");
    if (read !== null) assert.match(read, LEGAL);
  }
});
