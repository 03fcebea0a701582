const a = { import: 1, export: 2 };
export default a;
