function ask() {}
//# sourceMappingURL=kit.js.map
